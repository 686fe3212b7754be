import { renameTag } from '#server/commands/tags/renameTag.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Renames a tag, or merges it into another. */
export const POST = carriesOut(renameTag);
