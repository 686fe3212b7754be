import { removeUpload } from '#server/commands/uploads/removeUpload.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Removes one's own upload with its file. */
export const POST = carriesOut(removeUpload);
