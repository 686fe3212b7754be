import { resolveComment } from '#server/commands/comments/markComment.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Settles a thread or opens it again. */
export const POST = carriesOut(resolveComment);
