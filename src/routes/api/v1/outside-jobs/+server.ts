import { createOutsideJob } from '#server/commands/outsideJobs/outsideJobs.ts';
import { outsideJobs } from '#server/queries/inboxOutsideJobs.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** Jobs of other pipelines in the last week, and those that still run. */
export const GET = lists(outsideJobs, ({ id }) => id);

/** Reports a job of another pipeline: pipeline, name, stages, stage, heartbeatSeconds, runId. */
export const POST = carriesOut(createOutsideJob);
