import { startSecondRound } from '#server/commands/votes/startSecondRound.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Has the candidate voted on once more after a reveal; for the queue’s chair and curators: { commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return startSecondRound({ user }, { commandId, ...body, candidateId: params.id });
	});
