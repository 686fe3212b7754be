import { reactToComment } from '#server/commands/comments/reactToComment.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Puts one’s sign on a comment or takes it off. */
export const POST = carriesOut(reactToComment);
