import { reopenCandidate } from '#server/commands/votes/reopenCandidate.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Opens a retired candidate again. */
export const POST = carriesOut(reopenCandidate);
