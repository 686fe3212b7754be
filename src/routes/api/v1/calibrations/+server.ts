import { makeCalibration } from '#server/commands/scores/calibrations.ts';
import { carriesOut } from '../carriesOut.ts';

/** Learns a calibration of scores from the verdicts; it changes nothing until it is adopted. */
export const POST = carriesOut(makeCalibration);
