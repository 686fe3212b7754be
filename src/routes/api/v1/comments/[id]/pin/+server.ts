import { pinComment } from '#server/commands/comments/markComment.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Pins a thread or lets it go, for curators. */
export const POST = carriesOut(pinComment);
