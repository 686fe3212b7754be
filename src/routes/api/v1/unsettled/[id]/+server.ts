import { settleMatch } from '#server/commands/objects.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Settles a doubtful match: keep, or relink to another object. */
export const POST = carriesOut(settleMatch);
