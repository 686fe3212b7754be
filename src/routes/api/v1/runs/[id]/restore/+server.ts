import { restoreNamedRun } from '#server/commands/runs/deleteRun.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Takes it back to what it showed before images were added last; its name is typed. */
export const POST = carriesOut(restoreNamedRun);
