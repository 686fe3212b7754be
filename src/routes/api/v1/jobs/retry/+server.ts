import { retryJob } from '#server/commands/jobs/retryJob.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Has a failed job done again. */
export const POST = carriesOut(retryJob);
