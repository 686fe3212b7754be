import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { commentSectionNamed } from '#server/queries/comments.ts';
import { carriesOut } from '../carriesOut.ts';
import type { RequestHandler } from './$types';

/** What is said about ?target=object-…, run-1, image-1, measurement-1, queue-… or candidate-…, oldest first. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => commentSectionNamed(user, url.searchParams.get('target')));

/** Writes a comment in Markdown. */
export const POST = carriesOut(writeComment, MAX_COMMENT_BYTES);
