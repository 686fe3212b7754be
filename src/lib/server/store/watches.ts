import type { SeenEpochs, Watch } from '#schema/watch.ts';
import { collection, withId, type Store, type Stored, type Transaction } from './client.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';

type WatchDoc = Stored<Watch>;

export const watchesPlan: CollectionPlan = {
	name: 'watches',
	validator: shape({ _id: text, userId: text, objectId: text, reason: text, at: instant }),
	indexes: [
		// One's own, the latest first.
		{ key: { userId: 1, at: -1 } },
		// Who watches an object.
		{ key: { objectId: 1 } }
	]
};

const watches = (store: Store) => collection<WatchDoc>(store, 'watches');

export async function isWatched(store: Store, userId: string, objectId: string): Promise<boolean> {
	return (await watches(store).findOne({ _id: `${userId}/${objectId}` })) !== null;
}

/** What this person watches, the latest first. */
export async function watchesOf(store: Store, userId: string): Promise<Watch[]> {
	const docs = await watches(store).find({ userId }).sort({ at: -1, _id: 1 }).toArray();
	return docs.map((doc) => withId<Watch>(doc));
}

/** Everyone's watches on any object. */
export async function allWatches(store: Store): Promise<Watch[]> {
	const docs = await watches(store).find().sort({ _id: 1 }).toArray();
	return docs.map((doc) => withId<Watch>(doc));
}

/** Sets a watch; one that is there takes the new reason if there is one. */
export async function putWatch(
	store: Store,
	{ userId, objectId, reason, seen }: Pick<Watch, 'userId' | 'objectId' | 'reason' | 'seen'>,
	transaction: Transaction
): Promise<void> {
	const fresh = { userId, objectId, at: new Date(), seen };
	const update = reason
		? { $set: { reason }, $setOnInsert: fresh }
		: { $setOnInsert: { ...fresh, reason } };
	await watches(store).updateOne({ _id: `${userId}/${objectId}` }, update, {
		upsert: true,
		session: transaction
	});
}

/** Ends a watch; null when there was none. */
export async function deleteWatch(
	store: Store,
	{ userId, objectId }: { userId: string; objectId: string },
	transaction: Transaction
): Promise<Watch | null> {
	const _id = `${userId}/${objectId}`;
	const doc = await watches(store).findOneAndDelete({ _id }, { session: transaction });
	return doc && withId<Watch>(doc);
}

/** Notes how far objects are known now, for all who watch them. */
export async function noteSeen(store: Store, seen: Map<string, SeenEpochs>): Promise<void> {
	if (seen.size === 0) return;
	await watches(store).bulkWrite(
		[...seen].map(([objectId, epochs]) => ({
			updateMany: { filter: { objectId }, update: { $set: { seen: epochs } } }
		})),
		{ ordered: false }
	);
}
