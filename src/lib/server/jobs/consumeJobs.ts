import { UnrecoverableError, Worker, type Job as QueuedJob } from 'bullmq';
import { Failure } from '#schema/failure.ts';
import { jobSchema, type Job, type JobKind } from '#schema/job.ts';
import { log } from '../log.ts';
import { jobPrefix, workerConnection } from './connection.ts';
import { ATTEMPTS } from './enqueue.ts';
import type { AnyHandler } from './handlers.ts';

/**
 * A killed worker's jobs start again elsewhere after the lock ends and the next look for stalled ones. Handlers keep
 * the event loop free (numbers are crunched in threads), so the lock is renewed in time.
 */
const LOCK_MS = 6000;
const LOOK_FOR_STALLED_MS = 2000;
/** How often a job may lose its worker before it counts as one that kills workers. */
const MAX_STALLED = 5;

/** Works on jobs until `close`, which waits for those under way. */
export function consumeJobs(handlers: Map<JobKind, AnyHandler>): { close: () => Promise<void> } {
	const workers = [...handlers.values()].map(startWorker);
	return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) };
}

function startWorker(handler: AnyHandler): Worker {
	const worker = new Worker(handler.kind, (queued) => work(handler, queued), {
		connection: workerConnection(),
		prefix: jobPrefix(),
		concurrency: handler.concurrency,
		lockDuration: LOCK_MS,
		stalledInterval: LOOK_FOR_STALLED_MS,
		maxStalledCount: MAX_STALLED
	});
	worker.on('error', (error) => log.warn('job queue', { kind: handler.kind, error }));
	worker.on('failed', (queued, error) => {
		// Jobs that failed in `work` have been told already; a second telling changes nothing.
		if (queued && isLast(queued, error)) void tell(handler, queued, error);
	});
	return worker;
}

async function work(handler: AnyHandler, queued: QueuedJob): Promise<void> {
	try {
		await handler.handle(parsed(queued));
	} catch (thrown) {
		const error = thrown instanceof Error ? thrown : new Error(String(thrown));
		const hopeless = error instanceof Failure;
		const last = hopeless || queued.attemptsMade + 1 >= ATTEMPTS;
		log.warn('job failed', { job: queued.id, last, error });
		// Before the queue knows: a worker killed in between leaves a stalled job, not a run without a reason.
		if (last) await tell(handler, queued, error);
		throw hopeless ? new UnrecoverableError(error.message) : error;
	}
}

function parsed(queued: QueuedJob): Job {
	const job = jobSchema.safeParse(queued.data);
	if (job.success) return job.data;
	throw new Failure('Invalid', `The job ${queued.id} has a shape this version does not know.`);
}

function isLast(queued: QueuedJob, error: Error): boolean {
	return error instanceof UnrecoverableError || queued.finishedOn !== undefined;
}

async function tell(handler: AnyHandler, queued: QueuedJob, error: Error): Promise<void> {
	try {
		const job = jobSchema.safeParse(queued.data);
		if (job.success) await handler.onFailed?.(job.data, error);
	} catch (reason) {
		log.error('could not note a failed job', { job: queued.id, error: reason });
	}
}
