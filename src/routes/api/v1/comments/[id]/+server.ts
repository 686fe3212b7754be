import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { editComment } from '#server/commands/comments/editComment.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Rewords one’s own comment. */
export const POST = carriesOut(editComment, MAX_COMMENT_BYTES);
