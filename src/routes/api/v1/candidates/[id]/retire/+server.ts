import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Retires the candidate by hand. */
export const POST = carriesOut(retireCandidate);
