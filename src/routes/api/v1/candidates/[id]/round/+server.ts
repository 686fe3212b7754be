import { startSecondRound } from '#server/commands/votes/startSecondRound.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Has the candidate voted on once more after a reveal. */
export const POST = carriesOut(startSecondRound);
