import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { editComment } from '#server/commands/comments/editComment.ts';
import { pinComment, resolveComment } from '#server/commands/comments/markComment.ts';
import { reactToComment } from '#server/commands/comments/reactToComment.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Command } from './act.ts';
import { refuseLongBody } from './api/v1/readLimited.ts';

/** The form actions of every page with comments: what is commented on, the forms say. */
export const commentActions = {
	comment: act(writeComment),
	editComment: act(editComment),
	resolveComment: act(resolveComment),
	pinComment: act(pinComment),
	reactToComment: act(reactToComment)
};

function act(command: Command) {
	return ({ request, locals }: RequestEvent) =>
		locals.outcomes.act(async (user) => {
			refuseLongBody(request, MAX_COMMENT_BYTES);
			await command({ user }, Object.fromEntries(await request.formData()));
		});
}
