import { reopenCandidate } from '#server/commands/votes/reopenCandidate.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Opens a retired candidate again; for the queue’s chair and curators: { reason, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return reopenCandidate({ user }, { commandId, ...body, candidateId: params.id });
	});
