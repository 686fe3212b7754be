import { undoTagChange } from '#server/commands/tags/undoTagChange.ts';
import { readBody } from '../../readBody.ts';
import type { RequestHandler } from './$types';

/** Undoes a batch, a rename or a merge: { changeId, commandId? }. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		return undoTagChange({ user }, { commandId, ...(await readBody(request)) });
	});
