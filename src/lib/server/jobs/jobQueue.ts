import { Queue } from 'bullmq';
import type { JobKind } from '#schema/job.ts';
import { log } from '../log.ts';
import { jobPrefix, producerConnection } from './connection.ts';

const queues = new Map<JobKind, Queue>();

/** BullMQ's end of the jobs of one kind, opened at first use. */
export function jobQueue(kind: JobKind): Queue {
	const known = queues.get(kind);
	if (known) return known;
	const queue = new Queue(kind, { connection: producerConnection(), prefix: jobPrefix() });
	queue.on('error', (error) => log.warn('Redis does not answer', { error }));
	queues.set(kind, queue);
	return queue;
}

/** Lets the process end. */
export async function closeJobQueues(): Promise<void> {
	await Promise.all([...queues.values()].map((queue) => queue.close()));
	queues.clear();
}
