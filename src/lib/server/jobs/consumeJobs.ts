import { UnrecoverableError, Worker, type Job as QueuedJob } from 'bullmq';
import { Failure } from '#schema/failure.ts';
import { jobSchema, type Job, type JobKind } from '#schema/job.ts';
import { log } from '../log.ts';
import { store } from '../store/client.ts';
import { noteJobFailure } from '../store/jobFailures.ts';
import { announce } from './announce.ts';
import { jobPrefix, workerConnection } from './connection.ts';
import { ATTEMPTS } from './enqueue.ts';
import { errorCause } from './errorCause.ts';
import type { AnyHandler } from './handlers.ts';
import { whileUnderWay } from './underWay.ts';

/**
 * A killed worker's jobs start again elsewhere after the lock ends and the next look for stalled ones. Handlers keep
 * the event loop free (numbers are crunched in threads), so the lock is renewed in time.
 */
const LOCK_MS = 6000;
const LOOK_FOR_STALLED_MS = 2000;
/** How often a job may lose its worker before it counts as one that kills workers. */
const MAX_STALLED = 5;
/** How many minutes back it is known how many jobs were done in each. */
const COUNTED_MINUTES = 120;

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
		maxStalledCount: MAX_STALLED,
		metrics: { maxDataPoints: COUNTED_MINUTES }
	});
	worker.on('error', (error) => log.warn('job queue', { kind: handler.kind, error }));
	worker.on('failed', (queued, error) => {
		// Jobs that failed in `work` have been told already; a second telling changes nothing.
		if (queued && isLast(queued, error)) void tell(handler, queued, error);
		// It died with its workers, so that nobody has noted it.
		if (queued && STALLED.test(error.message))
			void note(handler.kind, queued, { error, forGood: true });
	});
	return worker;
}

async function work(handler: AnyHandler, queued: QueuedJob): Promise<void> {
	try {
		const job = parsed(queued);
		await whileUnderWay(queued.id ?? queued.name, () => handler.handle(job));
	} catch (thrown) {
		const error = thrown instanceof Error ? thrown : new Error(String(thrown));
		const hopeless = error instanceof Failure || error instanceof UnrecoverableError;
		const last = hopeless || queued.attemptsMade + 1 >= ATTEMPTS;
		log.warn('job failed', { job: queued.id, last, error });
		void note(handler.kind, queued, { error, forGood: last });
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

const STALLED = /^job stalled/;

/** For the page on what is going on; nothing depends on it. */
async function note(
	kind: JobKind,
	queued: QueuedJob,
	{ error, forGood }: { error: Error; forGood: boolean }
): Promise<void> {
	const job = jobSchema.safeParse(queued.data);
	const runId = job.success && 'runId' in job.data ? job.data.runId : null;
	const latest = error.message.slice(0, MOST_SIGNS_NOTED);
	const failure = {
		kind,
		cause: errorCause(error.message),
		latest,
		at: new Date(),
		runId,
		forGood
	};
	try {
		await noteJobFailure(store(), failure);
		await announce({ topic: 'status', kind: 'status', byId: null, byName: null });
	} catch (reason) {
		log.warn('a failed job was not counted', { job: queued.id, error: reason });
	}
}

const MOST_SIGNS_NOTED = 2000;

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
