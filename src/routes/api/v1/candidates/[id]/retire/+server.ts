import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Retires the candidate by hand; for the queue’s chair and curators: { classKey, reason, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return retireCandidate({ user }, { commandId, ...body, candidateId: params.id });
	});
