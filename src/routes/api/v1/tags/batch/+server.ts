import { tagMany } from '#server/commands/tags/tagMany.ts';
import { readBody } from '../../readBody.ts';
import type { RequestHandler } from './$types';

/** Puts a tag on many things: { tag, kind, targetIds, commandId? }; the answer’s id is what `undo` takes. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		return tagMany({ user }, { commandId, ...(await readBody(request)) });
	});
