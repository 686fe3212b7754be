import { Failure } from '#schema/failure.ts';
import { newQueueSchema, type Queue } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import { DEFAULT_TAXONOMY } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { announce } from '../jobs/announce.ts';
import { store } from '../store/client.ts';
import { newId } from '../store/ids.ts';
import { findQueue, insertAutomaticQueue, insertQueue } from '../store/queues.ts';
import { findRun } from '../store/runs.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { fillQueue, type Filled } from './fillQueue.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/** A command id is only needed where the form may be sent twice. */
const createQueueSchema = newQueueSchema.extend({
	commandId: commandIdSchema.default(() => crypto.randomUUID())
});

/** Creates a queue for a run and fills it with what stands out there. */
export async function createQueue(context: CommandContext, input: unknown): Promise<Queue> {
	const { commandId, ...wanted } = parse(createQueueSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'createQueue');
	const run = await processedRun(wanted.runId);
	const queue = await once(context, { command: 'createQueue', commandId }, async (transaction) => {
		const created = newQueue({ ...wanted, createdBy: user.id });
		await insertQueue(store(), created, transaction);
		const event = { action: 'createQueue', target: `queue ${created.id}`, after: created.name };
		await audit(user, event, transaction);
		return created;
	});
	await fillAndTell(user, queue, run);
	return queue;
}

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
	return fillAndTell(user, queue, await processedRun(runId));
}

/** The queue that every run has of itself, made at its first completion and brought up to date at each later one. */
export async function ensureRunQueue(runId: number): Promise<Queue> {
	const run = await processedRun(runId);
	const queue = await insertAutomaticQueue(
		store(),
		newQueue({
			name: `${run.name}: variables and new sources`,
			description: 'Filled by the pipeline, the most conspicuous first.',
			protocol: '',
			sealing: 'open',
			opinionsWanted: 2,
			runId,
			createdBy: null
		})
	);
	await fillAndTell(null, queue, run);
	return queue;
}

async function fillAndTell(user: User | null, queue: Queue, run: Run): Promise<Filled> {
	const filled = await fillQueue(store(), queue, run);
	await audit(user, {
		action: 'fillQueueFromRun',
		target: `queue ${queue.id}`,
		after: { runId: run.id, revision: run.revision, ...filled }
	});
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? null };
	await Promise.all([
		announce({ topic: `queue-${queue.id}`, kind: 'candidates', ...by }),
		announce({ topic: 'queues', kind: 'candidates', ...by })
	]);
	return filled;
}

async function processedRun(runId: number): Promise<Run> {
	const run = await findRun(store(), runId);
	if (!run) throw new Failure('NotFound', `There is no run ${runId}.`, 'runId');
	if (run.revision > 0) return run;
	throw new Failure(
		'Conflict',
		`Run ${run.name} has no results yet: process it first, then fill a queue from it.`,
		'runId'
	);
}

function newQueue(wanted: Omit<Queue, 'id' | 'round' | 'taxonomy' | 'createdAt'>): Queue {
	return { id: newId(), ...wanted, round: 1, taxonomy: DEFAULT_TAXONOMY, createdAt: new Date() };
}
