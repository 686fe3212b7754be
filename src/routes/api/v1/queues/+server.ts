import { createQueue } from '#server/commands/queues/createQueue.ts';
import { listQueues } from '#server/queries/queues.ts';
import { readBody } from '../readBody.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer((user) => listQueues(user));

/** Body: `name`, `from` with what it is made from, and any settings. */
export const POST: RequestHandler = ({ request, locals }) =>
	locals.outcomes.answer(async (user) => createQueue({ user }, await readBody(request)));
