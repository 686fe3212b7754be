import { editComment } from '#server/commands/comments/editComment.ts';
import { readComment } from '../readComment.ts';
import type { RequestHandler } from './$types';

/** Rewords one's own comment: { text, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const asked = await readComment(request);
		return editComment({ user }, { ...asked, commentId: params.id });
	});
