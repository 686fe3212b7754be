import { writeComment } from '#server/commands/comments/writeComment.ts';
import { readComment } from '../../../comments/readComment.ts';
import type { RequestHandler } from './$types';

/** Writes a comment on the object in Markdown: { text, parentId?, anchor?, files?, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const said = await readComment(request);
		return writeComment({ user }, { ...said, target: `object-${params.id}` });
	});
