import { undoTagChange } from '#server/commands/tags/undoTagChange.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Undoes a batch, a rename or a merge. */
export const POST = carriesOut(undoTagChange);
