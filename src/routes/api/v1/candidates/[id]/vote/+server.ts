import { castVote } from '#server/commands/votes/castVote.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Gives or changes one's vote: { classKey, confidence?, note?, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return castVote({ user }, { commandId, ...body, candidateId: params.id });
	});

/** Withdraws one's vote; null when there was none. */
export const DELETE: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return withdrawVote({ user }, { commandId, ...body, candidateId: params.id });
	});
