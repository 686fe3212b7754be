import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { commentSection } from '#server/queries/comments.ts';
import { givenBy } from '../../../givenBy.ts';
import type { RequestHandler } from './$types';

/** What is said about the object, oldest first. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => commentSection(user, { kind: 'object', id: params.id }));

/** Writes a comment on the object, in Markdown. */
export const POST: RequestHandler = (event) =>
	event.locals.outcomes.answer(async (user) => {
		const said = await givenBy(event, MAX_COMMENT_BYTES);
		return writeComment({ user }, { ...said, target: `object-${event.params.id}` });
	});
