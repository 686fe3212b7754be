import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { findQueue, insertAutomaticQueue } from '../../store/queues.ts';
import { reopenOnEvidence } from '../reopenOnEvidence.ts';
import { taxonomyToUse } from '../taxonomies/taxonomyToUse.ts';
import { conspicuousSources } from './conspicuousSources.ts';
import type { Filled } from './fillQueue.ts';
import { processedRun } from './gather.ts';
import { blankQueue, fillAndTell } from './makeQueue.ts';

/**
 * Brings a queue up to date with a run: what stands out and is not in it yet enters, what is gets its new rank. What
 * anyone has voted on stays, whatever the run says now.
 */
export async function fillQueueFromRun(
	user: User | null,
	{ queueId, runId }: { queueId: string; runId: number }
): Promise<Filled> {
	// null is the system: the rank job, the demo.
	if (user) mayOrRefuse(user, 'fillQueue');
	const queue = await findQueue(store(), queueId);
	if (!queue) throw new Failure('NotFound', 'This queue does not exist.');
	const run = await processedRun(runId);
	const from = { runId: run.id, revision: run.revision };
	const nominees = await conspicuousSources(store(), run);
	const filled = await fillAndTell(user, queue, nominees, from);
	await reopenOnEvidence(nominees);
	return filled;
}

/** The queue that every run has of itself, made at its first completion and brought up to date at each later one. */
export async function ensureRunQueue(runId: number): Promise<Queue> {
	const run = await processedRun(runId);
	const queue = await insertAutomaticQueue(store(), {
		...blankQueue({
			name: `${run.name}: variables and new sources`,
			origin: { kind: 'ranking', runId },
			runId,
			taxonomy: await taxonomyToUse(undefined),
			createdBy: null
		}),
		description: 'Filled by the pipeline, the most conspicuous first.'
	});
	const from = { runId: run.id, revision: run.revision };
	const nominees = await conspicuousSources(store(), run);
	await fillAndTell(null, queue, nominees, from);
	await reopenOnEvidence(nominees);
	return queue;
}
