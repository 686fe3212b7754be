import { changeOutsideJob } from '#server/commands/outsideJobs/outsideJobs.ts';
import { outsideJob } from '#server/queries/inboxOutsideJobs.ts';
import { carriesOut } from '../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** How it stands. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => outsideJob(user, params.id));

/** A stage, a heartbeat (an empty body), an error, or its end. */
export const PATCH = carriesOut(changeOutsideJob);
