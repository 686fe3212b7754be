import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Stops it; what it showed before stays. */
export const POST = carriesOut(cancelRun);
