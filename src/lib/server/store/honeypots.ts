import type { HoneypotAnswer, Injection } from '#schema/honeypot.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import {
	flag,
	instant,
	nullable,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

export const injectionsPlan: CollectionPlan = {
	name: 'injections',
	validator: shape({
		_id: text,
		queueId: text,
		objectId: text,
		seed: text,
		event: record,
		depth: number,
		durationDays: number,
		snr: number,
		score: record,
		shown: record,
		at: instant
	}),
	// One made event per object of a queue.
	indexes: [{ key: { queueId: 1, objectId: 1 }, unique: true }]
};

export const honeypotAnswersPlan: CollectionPlan = {
	name: 'honeypotAnswers',
	validator: shape({
		_id: text,
		queueId: text,
		objectId: text,
		candidateId: text,
		userId: text,
		classKey: text,
		found: flag,
		first: nullable(record),
		at: instant,
		takenBackAt: nullable(instant)
	}),
	indexes: [
		// Each answers a made event or a repeat once, whatever races.
		{ key: { queueId: 1, objectId: 1, userId: 1 }, unique: true }
	]
};

const injections = (store: Store) => collection<Stored<Injection>>(store, 'injections');
const answers = (store: Store) => collection<Stored<HoneypotAnswer>>(store, 'honeypotAnswers');

export async function injectionsOfQueue(store: Store, queueId: string): Promise<Injection[]> {
	const docs = await injections(store).find({ queueId }).sort({ _id: 1 }).toArray();
	return docs.map((doc) => withId<Injection>(doc));
}

/** Of two that are made at once for an object the first stays. */
export async function insertInjections(store: Store, made: Injection[]): Promise<void> {
	if (made.length === 0) return;
	await injections(store).bulkWrite(
		made.map((injection) => {
			const { queueId, objectId, ...rest } = withoutId<Injection>(injection);
			return {
				updateOne: { filter: { queueId, objectId }, update: { $setOnInsert: rest }, upsert: true }
			};
		})
	);
}

/** Oldest first. */
export async function answersInQueue(store: Store, queueId: string): Promise<HoneypotAnswer[]> {
	const docs = await answers(store).find({ queueId }).sort({ at: 1, _id: 1 }).toArray();
	return docs.map((doc) => withId<HoneypotAnswer>(doc));
}

export async function findHoneypotAnswer(
	store: Store,
	{ queueId, objectId, userId }: Pick<HoneypotAnswer, 'queueId' | 'objectId' | 'userId'>,
	transaction?: Transaction
): Promise<HoneypotAnswer | null> {
	const doc = await answers(store).findOne({ queueId, objectId, userId }, { session: transaction });
	return doc && withId<HoneypotAnswer>(doc);
}

/** Whether what a vote's command answered was an answer that is no vote. */
export async function isHoneypotAnswer(store: Store, id: string): Promise<boolean> {
	return (await answers(store).findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
}

export async function insertHoneypotAnswer(
	store: Store,
	answer: HoneypotAnswer,
	transaction: Transaction
): Promise<void> {
	await answers(store).insertOne(withoutId<HoneypotAnswer>(answer), { session: transaction });
}

export async function noteTakenBack(
	store: Store,
	id: string,
	at: Date,
	transaction: Transaction
): Promise<void> {
	await answers(store).updateOne(
		{ _id: id },
		{ $set: { takenBackAt: at } },
		{ session: transaction }
	);
}

/** For migrations: answers of a version that knew no repeats are to made events. */
export async function noteMadeEvents(db: Store['db']): Promise<void> {
	await db
		.collection('honeypotAnswers')
		.updateMany({ first: { $exists: false } }, { $set: { first: null } });
}
