import { resolveComment } from '#server/commands/comments/markComment.ts';
import { readComment } from '../../readComment.ts';
import type { RequestHandler } from './$types';

/** Settles a thread or opens it again: { resolved: true | false, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const asked = await readComment(request);
		return resolveComment({ user }, { ...asked, commentId: params.id });
	});
