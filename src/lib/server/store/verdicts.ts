import type { NewVerdict, Verdict } from '#schema/verdict.ts';
import { collection, withId, type Store, type Stored, type Transaction } from './client.ts';
import { newId } from './ids.ts';
import {
	anything,
	instant,
	list,
	nullable,
	number,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

type VerdictDoc = Stored<Verdict>;

export const verdictsPlan: CollectionPlan = {
	name: 'verdicts',
	validator: shape({
		_id: text,
		candidateId: text,
		objectId: text,
		queueId: text,
		round: number,
		classKey: nullable(text),
		taxonomyVersion: number,
		ruleId: nullable(text),
		ruleVersion: nullable(number),
		sentence: text,
		voteIds: list,
		at: instant,
		reopened: anything
	}),
	indexes: [
		// A candidate's verdicts, the one that stands last.
		{ key: { candidateId: 1, at: 1 } },
		// A queue's outcome in the order of time.
		{ key: { queueId: 1, at: 1 } },
		{ key: { objectId: 1, at: 1 } },
		// What was reached lately, for webhooks.
		{ key: { at: 1 } }
	]
};

const verdicts = (store: Store) => collection<VerdictDoc>(store, 'verdicts');

export async function insertVerdict(
	store: Store,
	verdict: NewVerdict,
	transaction: Transaction
): Promise<Verdict> {
	const doc: VerdictDoc = { _id: newId(), ...verdict, reopened: null };
	await verdicts(store).insertOne(doc, { session: transaction });
	return withId<Verdict>(doc);
}

/** Notes at the verdict that stood that the candidate was opened again, by whom and why. */
export async function endVerdict(
	store: Store,
	candidateId: string,
	reopened: NonNullable<Verdict['reopened']>,
	transaction: Transaction
): Promise<void> {
	await verdicts(store).updateMany(
		{ candidateId, reopened: null },
		{ $set: { reopened } },
		{ session: transaction }
	);
}

/** Oldest first, those that no longer stand too. */
export async function verdictsOfQueue(store: Store, queueId: string): Promise<Verdict[]> {
	const docs = await verdicts(store).find({ queueId }).sort({ at: 1, _id: 1 }).toArray();
	return docs.map((doc) => withId<Verdict>(doc));
}

/** Oldest first, those that no longer stand too. */
export async function verdictsOfCandidate(store: Store, candidateId: string): Promise<Verdict[]> {
	const docs = await verdicts(store).find({ candidateId }).sort({ at: 1, _id: 1 }).toArray();
	return docs.map((doc) => withId<Verdict>(doc));
}

/** Objects that a verdict of any queue stands for. */
export async function objectsWithVerdict(store: Store): Promise<string[]> {
	return verdicts(store).distinct('objectId', { reopened: null, classKey: { $ne: null } });
}

/** Reached or ended since then, in all queues. */
export async function verdictsSince(store: Store, since: Date): Promise<Verdict[]> {
	const docs = await verdicts(store)
		.find({ $or: [{ at: { $gte: since } }, { 'reopened.at': { $gte: since } }] })
		.sort({ at: 1, _id: 1 })
		.toArray();
	return docs.map((doc) => withId<Verdict>(doc));
}
