import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { commentSectionNamed } from '#server/queries/comments.ts';
import { carriesOut } from '../carriesOut.ts';
import { walks } from '../walks.ts';

/** What is said about ?target=object-…, run-1, image-1, measurement-1, queue-… or candidate-…, oldest first; after, limit. */
export const GET = walks((user, { address, ...walk }) =>
	commentSectionNamed(user, address.get('target'), walk)
);

/** Writes a comment in Markdown. */
export const POST = carriesOut(writeComment, MAX_COMMENT_BYTES);
