import { dropCalibration } from '#server/commands/scores/calibrations.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Shows probabilities as the model says them again. */
export const POST = carriesOut(dropCalibration);
