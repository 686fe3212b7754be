import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { previewComment } from '#server/commands/comments/writeComment.ts';
import { givenBy } from '../../givenBy.ts';
import type { RequestHandler } from './$types';

/** { text } as it would look: { html }, sanitised. */
export const POST: RequestHandler = (event) =>
	event.locals.outcomes.answer(async (user) => {
		const { text } = await givenBy(event, MAX_COMMENT_BYTES);
		return { html: await previewComment({ user }, typeof text === 'string' ? text : '') };
	});
