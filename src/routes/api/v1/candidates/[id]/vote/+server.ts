import { castVote } from '#server/commands/votes/castVote.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Gives or changes one’s vote. */
export const POST = carriesOut(castVote);

/** Withdraws one’s vote; null when there was none. */
export const DELETE = carriesOut(withdrawVote);
