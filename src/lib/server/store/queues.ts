import type { Queue } from '#schema/queue.ts';
import { QUEUE_DEFAULTS } from '#schema/queueDefaults.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import {
	flag,
	instant,
	list,
	nullable,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

/** `automatic` marks the queue that the rank job keeps for a run. */
export type QueueDoc = Stored<Queue> & { automatic: boolean };

export const queuesPlan: CollectionPlan = {
	name: 'queues',
	validator: shape({
		_id: text,
		name: text,
		sealing: { enum: ['open', 'blind', 'quorum', 'chair'] },
		opinionsWanted: number,
		round: number,
		runId: nullable(number),
		origin: record,
		taxonomy: record,
		wanted: list,
		rules: list,
		workOrder: text,
		voters: record,
		overlap: flag,
		leaseSeconds: number,
		deadline: nullable(instant),
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

/** Changes some of a queue's fields. */
export async function updateQueue(
	store: Store,
	id: string,
	change: Partial<Omit<Queue, 'id'>>,
	transaction: Transaction
): Promise<void> {
	await queues(store).updateOne({ _id: id }, { $set: change }, { session: transaction });
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

/** For migrations: queues of a version that knew no rules are what a new queue is by default. */
export async function noteQueueDefaults(db: Store['db']): Promise<void> {
	await db.collection('queues').updateMany({ origin: { $exists: false } }, [
		{
			$set: {
				...literals(QUEUE_DEFAULTS),
				origin: { kind: 'ranking', runId: '$runId' }
			}
		}
	]);
}

/** For migrations: queues of a version that knew no made events, or no repeats, have none. */
export async function noteNoHiddenTests(
	db: Store['db'],
	share: 'testShare' | 'repeatShare'
): Promise<void> {
	await db
		.collection('queues')
		.updateMany({ [share]: { $exists: false } }, { $set: { [share]: QUEUE_DEFAULTS[share] } });
}

/** As values: an update by pipeline would read strings that begin with a dollar sign as fields. */
function literals(fields: object): Record<string, { $literal: unknown }> {
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, { $literal: value as unknown }])
	);
}
