import type { Metrics } from 'bullmq';
import { JOB_KINDS, type JobKind } from '#schema/job.ts';
import type { JobsState } from '#schema/status.ts';
import { jobQueue } from './jobQueue.ts';

const MINUTE_MS = 60_000;

/** How many jobs of every kind wait, are under way, have failed, and how fast they are done. Rejects without Redis. */
export function countJobs(): Promise<Omit<JobsState, 'pausedBy'>[]> {
	return Promise.all(JOB_KINDS.map(countKind));
}

async function countKind(kind: JobKind): Promise<Omit<JobsState, 'pausedBy'>> {
	const queue = jobQueue(kind);
	const [counts, isPaused, done, failed, [oldest]] = await Promise.all([
		queue.getJobCounts(
			...(['waiting', 'prioritized', 'waiting-children'] as const),
			...(['active', 'delayed', 'failed'] as const)
		),
		queue.isPaused(),
		queue.getMetrics('completed', 0, 60),
		queue.getMetrics('failed', 0, 60),
		queue.getJobs(['waiting'], 0, 0, true)
	]);
	const now = Date.now();
	// Those of a paused kind wait too.
	const waiting = ['waiting', 'prioritized', 'waiting-children'];
	// BullMQ says that jobs are always there; one may be taken between its id and itself.
	const first = oldest as typeof oldest | undefined;
	return {
		kind,
		waiting: waiting.reduce((sum, state) => sum + (counts[state] ?? 0), 0),
		active: counts.active ?? 0,
		delayed: counts.delayed ?? 0,
		failed: counts.failed ?? 0,
		done10min: finishedWithin(done, now, 10),
		doneHour: finishedWithin(done, now, 60),
		failedHour: finishedWithin(failed, now, 60),
		isPaused,
		oldestAt: first ? new Date(first.timestamp) : null
	};
}

/**
 * Jobs finished within the last minutes of the clock, the present one among them. BullMQ keeps a point for each minute,
 * the newest first, and adds points only as jobs finish: those of the minute of `prevTS` are the difference of its two
 * counts, the first point is of the minute before it.
 */
export function finishedWithin({ meta, data }: Metrics, now: number, minutes: number): number {
	const silent = Math.floor(now / MINUTE_MS) - Math.floor(meta.prevTS / MINUTE_MS);
	if (meta.prevTS === 0 || silent >= minutes) return 0;
	const recent = data.slice(0, Math.max(0, minutes - 1 - Math.max(0, silent)));
	return recent.reduce((sum, count) => sum + count, meta.count - meta.prevCount);
}
