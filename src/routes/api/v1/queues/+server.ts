import { listQueues } from '#server/queries/queues.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer((user) => listQueues(user));
