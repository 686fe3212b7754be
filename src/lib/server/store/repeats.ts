import type { Repeat } from '#schema/repeat.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, nullable, record, shape, text, type CollectionPlan } from './plan.ts';

export const repeatsPlan: CollectionPlan = {
	name: 'repeats',
	validator: shape({
		_id: text,
		queueId: text,
		candidateId: text,
		objectId: text,
		userId: text,
		plantedAt: instant,
		skipped: nullable(record)
	}),
	indexes: [
		// Nobody is served an object more than twice, whatever races.
		{ key: { queueId: 1, userId: 1, objectId: 1 }, unique: true },
		{ key: { 'skipped.id': 1 }, sparse: true }
	]
};

const repeats = (store: Store) => collection<Stored<Repeat>>(store, 'repeats');

/** Answered ones among them. */
export async function repeatsFor(
	store: Store,
	{ queueId, userId }: Pick<Repeat, 'queueId' | 'userId'>
): Promise<Repeat[]> {
	const docs = await repeats(store).find({ queueId, userId }).sort({ _id: 1 }).toArray();
	return docs.map((doc) => withId<Repeat>(doc));
}

export async function insertRepeat(
	store: Store,
	repeat: Repeat,
	transaction: Transaction
): Promise<void> {
	await repeats(store).insertOne(withoutId<Repeat>(repeat), { session: transaction });
}

export async function noteRepeatSkipped(
	store: Store,
	id: string,
	skipped: NonNullable<Repeat['skipped']>,
	transaction: Transaction
): Promise<void> {
	await repeats(store).updateOne({ _id: id }, { $set: { skipped } }, { session: transaction });
}

/** Whether what a vote's command answered was that a repeat was passed by. */
export async function isSkippedRepeat(store: Store, id: string): Promise<boolean> {
	return (await repeats(store).findOne({ 'skipped.id': id }, { projection: { _id: 1 } })) !== null;
}
