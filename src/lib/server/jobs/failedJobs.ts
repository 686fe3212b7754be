import type { Job as QueuedJob } from 'bullmq';
import { JOB_KINDS, jobSchema, type Job, type JobKind } from '#schema/job.ts';
import type { FailedJob } from '#schema/status.ts';
import { jobQueue } from './jobQueue.ts';

/** A job as it stands in its queue. */
export interface FoundJob {
	/** null: of a shape that this version does not know. */
	job: Job | null;
	state: string;
}

/** Jobs that have failed for good, the latest first. Rejects without Redis. */
export async function listFailedJobs(most: number): Promise<FailedJob[]> {
	const lists = await Promise.all(
		JOB_KINDS.map(async (kind) => {
			const failed = await jobQueue(kind).getFailed(0, most - 1);
			// One that is removed meanwhile is undefined, whatever the types say.
			return failed.filter(Boolean).map((queued) => failedJob(kind, queued));
		})
	);
	return lists
		.flat()
		.sort((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
		.slice(0, most);
}

function failedJob(kind: JobKind, queued: QueuedJob): FailedJob {
	const job = jobSchema.safeParse(queued.data);
	return {
		id: queued.id ?? '',
		kind,
		runId: job.success && 'runId' in job.data ? job.data.runId : null,
		reason: queued.failedReason ?? '',
		attempts: queued.attemptsMade,
		at: queued.finishedOn === undefined ? null : new Date(queued.finishedOn)
	};
}

export async function findJob(kind: JobKind, id: string): Promise<FoundJob | null> {
	const queued = (await jobQueue(kind).getJob(id)) as QueuedJob | undefined;
	if (!queued) return null;
	const job = jobSchema.safeParse(queued.data);
	return { job: job.success ? job.data : null, state: await queued.getState() };
}

/** Has a failed job done again, with all its tries before it. False when it has not failed any more. */
export async function retryFailedJob(kind: JobKind, id: string): Promise<boolean> {
	const queued = (await jobQueue(kind).getJob(id)) as QueuedJob | undefined;
	if (!queued || !(await queued.isFailed())) return false;
	try {
		await queued.retry('failed', { resetAttemptsMade: true });
		return true;
	} catch (error) {
		// Somebody was faster.
		if (await queued.isFailed()) throw error;
		return false;
	}
}

/** Takes a job out that nobody works on. False when somebody does, or it is gone. */
export async function removeJob(kind: JobKind, id: string): Promise<boolean> {
	const queued = (await jobQueue(kind).getJob(id)) as QueuedJob | undefined;
	if (!queued || (await queued.isActive())) return false;
	try {
		await queued.remove();
		return true;
	} catch (error) {
		if (await queued.isActive()) return false;
		throw error;
	}
}

/** Lets jobs of a kind wait, or go on; those under way end. */
export async function pauseJobsOf(kind: JobKind, paused: boolean): Promise<void> {
	const queue = jobQueue(kind);
	await (paused ? queue.pause() : queue.resume());
}
