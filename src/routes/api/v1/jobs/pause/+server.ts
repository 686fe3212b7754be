import { pauseJobs } from '#server/commands/jobs/pauseJobs.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Lets jobs of a kind, or of all kinds, wait, or go on. */
export const POST = carriesOut(pauseJobs);
