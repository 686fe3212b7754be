import { cancelJob } from '#server/commands/jobs/retryJob.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Takes a job out that has failed, or waits. */
export const POST = carriesOut(cancelJob);
