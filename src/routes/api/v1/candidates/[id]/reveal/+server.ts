import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Shows everyone the votes of the candidate’s present round; for the queue’s chair and curators: { commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return revealVotes({ user }, { commandId, ...body, candidateId: params.id });
	});
