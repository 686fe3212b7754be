import { FlowProducer, type FlowJob, type JobsOptions } from 'bullmq';
import { RUN_JOB_KINDS, type Job } from '#schema/job.ts';
import { log } from '../log.ts';
import { jobPrefix, producerConnection } from './connection.ts';
import { closeJobQueues, jobQueue } from './jobQueue.ts';

/** Tries of one job; what is wrong with the input is never tried again. */
export const ATTEMPTS = 3;

const OPTIONS: JobsOptions = {
	attempts: ATTEMPTS,
	backoff: { type: 'exponential', delay: 500 },
	removeOnComplete: { count: 100 },
	removeOnFail: { count: 1000 }
};

let flows: FlowProducer | null = null;

/** Hands a job to whichever worker is free. The same job twice is one job as long as the first is known. */
export async function enqueue(job: Job, { delayMs = 0 } = {}): Promise<void> {
	const options = { ...OPTIONS, jobId: jobId(job), delay: delayMs };
	await jobQueue(job.kind).add(job.kind, job, options);
}

/** Has a job done every so often, by one worker at a time however many there are. */
export async function enqueueEvery(job: Job, everyMs: number): Promise<void> {
	const template = { name: job.kind, data: job, opts: OPTIONS };
	await jobQueue(job.kind).upsertJobScheduler(job.kind, { every: everyMs }, template);
}

/** All jobs of a run's attempt: publish after associate after every image. */
export async function enqueueRun(runId: number, attempt: string, images: number): Promise<void> {
	const ingests = Array.from({ length: images }, (_, index) =>
		flowJob({ kind: 'ingestImage', runId, attempt, index }, [])
	);
	const associate = flowJob({ kind: 'associate', runId, attempt }, ingests);
	await flowProducer().add(flowJob({ kind: 'publish', runId, attempt }, [associate]));
}

/** Whether the jobs of an attempt may still end it; false once its last one is gone or has failed. */
export async function isRunAlive(runId: number, attempt: string): Promise<boolean> {
	const state = await jobQueue('publish').getJobState(
		jobId({ kind: 'publish', runId, attempt }) ?? ''
	);
	return state !== 'failed' && state !== 'unknown' && state !== 'completed';
}

/** Whether nobody works on an attempt and somebody has paused the jobs it waits for. Rejects without Redis. */
export async function isRunHeld(runId: number, attempt: string): Promise<boolean> {
	const queues = RUN_JOB_KINDS.map((kind) => jobQueue(kind));
	const paused = await Promise.all(queues.map((queue) => queue.isPaused()));
	if (!paused.includes(true)) return false;
	const active = (await Promise.all(queues.map((queue) => queue.getActive()))).flat();
	// One that ends meanwhile is undefined, whatever the types say.
	return !active
		.filter(Boolean)
		.some(({ name, id }) => id?.startsWith([name, runId, attempt].join('-')));
}

/** Lets the process end. */
export async function closeProducers(): Promise<void> {
	await Promise.all([flows?.close(), closeJobQueues()]);
	flows = null;
}

function flowProducer(): FlowProducer {
	if (!flows) {
		flows = new FlowProducer({ connection: producerConnection(), prefix: jobPrefix() });
		flows.on('error', warn);
	}
	return flows;
}

function flowJob(job: Job, children: FlowJob[]): FlowJob {
	const opts = { ...OPTIONS, jobId: jobId(job), failParentOnFailure: true };
	return { name: job.kind, queueName: job.kind, data: job, opts, children };
}

/** Jobs of a run are known by its attempt, imports by their id; others are done as often as they are asked for. */
function jobId(job: Job): string | undefined {
	if ('importId' in job) return [job.kind, job.importId].join('-');
	if (!('runId' in job)) return undefined;
	return [job.kind, job.runId, job.attempt, ...('index' in job ? [job.index] : [])].join('-');
}

function warn(error: unknown): void {
	log.warn('Redis does not answer', { error });
}
