import type { Queue } from '#schema/queue.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, number, record, shape, text, type CollectionPlan } from './plan.ts';

/** `automatic` marks the queue that the rank job keeps for a run. */
export type QueueDoc = Stored<Queue> & { automatic: boolean };

export const queuesPlan: CollectionPlan = {
	name: 'queues',
	validator: shape({
		_id: text,
		name: text,
		sealing: { enum: ['open', 'blind'] },
		opinionsWanted: number,
		round: number,
		runId: number,
		taxonomy: record,
		createdAt: instant
	}),
	indexes: [
		// A run's queues.
		{ key: { runId: 1 } },
		// One automatic queue per run, however many rank jobs race.
		{
			key: { runId: 1, automatic: 1 },
			unique: true,
			partialFilterExpression: { automatic: true }
		}
	]
};

const queues = (store: Store) => collection<QueueDoc>(store, 'queues');

export async function findQueue(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<Queue | null> {
	const doc = await queues(store).findOne({ _id: id }, { session: transaction });
	return doc && queueOf(doc);
}

/** Newest first. */
export async function listAllQueues(store: Store): Promise<Queue[]> {
	const docs = await queues(store).find().sort({ createdAt: -1, _id: 1 }).toArray();
	return docs.map(queueOf);
}

export async function insertQueue(
	store: Store,
	queue: Queue,
	transaction?: Transaction
): Promise<void> {
	await queues(store).insertOne(
		{ ...withoutId(queue), automatic: false },
		{ session: transaction }
	);
}

/** The run's automatic queue: this one, unless there was one already. */
export async function insertAutomaticQueue(store: Store, queue: Queue): Promise<Queue> {
	const doc = await queues(store).findOneAndUpdate(
		{ runId: queue.runId, automatic: true },
		{ $setOnInsert: { ...withoutId(queue) } },
		{ upsert: true, returnDocument: 'after' }
	);
	return doc ? queueOf(doc) : queue;
}

export async function queuesOfRuns(
	store: Store,
	runIds: number[]
): Promise<{ id: string; name: string; runId: number }[]> {
	const docs = await queues(store)
		.find({ runId: { $in: runIds } })
		.project<{ _id: string; name: string; runId: number }>({ name: 1, runId: 1 })
		.sort({ createdAt: 1 })
		.toArray();
	return docs.map(({ _id, name, runId }) => ({ id: _id, name, runId }));
}

function queueOf(doc: QueueDoc): Queue {
	return withId<Queue>(without(doc, 'automatic'));
}
