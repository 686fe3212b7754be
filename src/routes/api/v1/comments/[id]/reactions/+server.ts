import { reactToComment } from '#server/commands/comments/reactToComment.ts';
import { readComment } from '../../readComment.ts';
import type { RequestHandler } from './$types';

/** Puts one's sign on a comment or takes it off: { reaction, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const asked = await readComment(request);
		return reactToComment({ user }, { ...asked, commentId: params.id });
	});
