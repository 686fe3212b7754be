import { makeRun } from '#server/commands/runs/makeRun.ts';
import { listRuns } from '#server/queries/runs.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** All runs, the latest first. */
export const GET = lists(listRuns, ({ id }) => id);

/** Creates a run with a directory and a config.yaml. */
export const POST = carriesOut(makeRun);
