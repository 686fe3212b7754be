import { startScoring, stopScoring } from '#server/commands/scores/requestScores.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Scores its sources now. */
export const POST = carriesOut(startScoring);

/** Stops that; the scores that are shown stay. */
export const DELETE = carriesOut(stopScoring);
