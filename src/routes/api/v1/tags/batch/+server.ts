import { tagMany } from '#server/commands/tags/tagMany.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Puts a tag on many things; the answer’s id is what `undo` takes. */
export const POST = carriesOut(tagMany);
