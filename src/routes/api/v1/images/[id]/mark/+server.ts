import { markImage, undoMark } from '#server/commands/images/markImage.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Marks the image. */
export const PUT = carriesOut(markImage);

/** Takes back a mark, while it is the one that stands. */
export const DELETE = carriesOut(undoMark);
