import { renameTag } from '#server/commands/tags/renameTag.ts';
import { readBody } from '../../readBody.ts';
import type { RequestHandler } from './$types';

/** Renames a tag, or merges it into another: { from, into, commandId? }. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		return renameTag({ user }, { commandId, ...(await readBody(request)) });
	});
