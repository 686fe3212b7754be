import { changeQueue } from '#server/commands/queues/changeQueue.ts';
import { queueOrRefuse } from '#server/queries/queues.ts';
import { readBody } from '../../readBody.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, locals }) =>
	locals.outcomes.answer(() => queueOrRefuse(params.id));

/** Body: the settings to change; what is not mentioned stays. */
export const PATCH: RequestHandler = ({ request, params, locals }) =>
	locals.outcomes.answer(async (user) =>
		changeQueue({ user }, { ...(await readBody(request)), queueId: params.id })
	);
