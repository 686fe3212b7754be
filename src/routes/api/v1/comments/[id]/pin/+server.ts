import { pinComment } from '#server/commands/comments/markComment.ts';
import { readComment } from '../../readComment.ts';
import type { RequestHandler } from './$types';

/** Pins a thread or lets it go, for curators: { pinned: true | false, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const asked = await readComment(request);
		return pinComment({ user }, { ...asked, commentId: params.id });
	});
