import { adoptCalibration } from '#server/commands/scores/calibrations.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Shows probabilities by it from now on. */
export const POST = carriesOut(adoptCalibration);
