import { startRework, stopRework } from '#server/commands/images/requestRework.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Works its numbers out anew without its bad images. */
export const POST = carriesOut(startRework);

/** Gives that up. */
export const DELETE = carriesOut(stopRework);
