import type { OutsideJob } from '#schema/inboxOutsideJob.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { findOutsideJob, listOutsideJobs } from '../store/outsideJobs.ts';

const SHOWN_MS = 7 * 86_400_000;
const MOST = 500;

/** Jobs of other pipelines in the last week, and those that still run; the latest first. */
export function outsideJobs(user: User | null): Promise<OutsideJob[]> {
	mayOrRefuse(user, 'view');
	return listOutsideJobs(store(), { since: new Date(Date.now() - SHOWN_MS), limit: MOST });
}

export async function outsideJob(user: User | null, id: string): Promise<OutsideJob> {
	mayOrRefuse(user, 'view');
	const job = await findOutsideJob(store(), id);
	if (job) return job;
	throw new Failure('NotFound', 'This job does not exist (any more).');
}
