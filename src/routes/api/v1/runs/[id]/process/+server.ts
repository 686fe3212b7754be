import { startRun } from '#server/commands/runs/startRun.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Checks its config.yaml and queues it. */
export const POST = carriesOut(startRun);
