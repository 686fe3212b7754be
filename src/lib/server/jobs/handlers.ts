import { JOB_KINDS, type Job, type JobKind, type JobOf } from '#schema/job.ts';

/** What a worker does with one kind of job. */
export interface Handler<K extends JobKind = JobKind> {
	kind: K;
	/** How many of them one worker process works on at a time. */
	concurrency: number;
	handle(job: JobOf<K>): Promise<void>;
	/** Told once when a job has failed for good: by its error, or because workers died over it again and again. */
	onFailed?(job: JobOf<K>, error: Error): Promise<void>;
}

/** A handler among those of other kinds; consumeJobs only gives it jobs of its own kind. */
export interface AnyHandler {
	kind: JobKind;
	concurrency: number;
	handle(job: Job): Promise<void>;
	onFailed?(job: Job, error: Error): Promise<void>;
}

/** One handler per kind, or a reason not to start. */
export function handlerTable(handlers: readonly AnyHandler[]): Map<JobKind, AnyHandler> {
	for (const kind of JOB_KINDS) {
		const count = handlers.filter((handler) => handler.kind === kind).length;
		if (count !== 1)
			throw new Error(`The job kind ${kind} has ${count || 'no'} handlers: give it exactly one.`);
	}
	return new Map(handlers.map((handler) => [handler.kind, handler]));
}
