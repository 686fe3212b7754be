import { collection, type Store, type Transaction } from './client.ts';
import { instant, nullable, shape, text, type CollectionPlan } from './plan.ts';

interface FavouriteDoc {
	/** `userId/objectId`: an object is someone's favourite once. */
	_id: string;
	userId: string;
	objectId: string;
	/** Why it is kept, for its owner alone; may be ''. */
	note: string;
	at: Date;
	/** Set when the star was taken off: the note comes back with the star, for a while. */
	removedAt: Date | null;
}

export interface Favourite {
	objectId: string;
	note: string;
	at: Date;
}

/** How long a note outlives its star. */
const KEPT_SECONDS = 30 * 86_400;

export const favouritesPlan: CollectionPlan = {
	name: 'favourites',
	validator: shape({
		_id: text,
		userId: text,
		objectId: text,
		note: text,
		at: instant,
		removedAt: nullable(instant)
	}),
	indexes: [
		{ key: { userId: 1, at: -1 } },
		{ key: { objectId: 1 } },
		{ key: { removedAt: 1 }, expireAfterSeconds: KEPT_SECONDS }
	]
};

const favourites = (store: Store) => collection<FavouriteDoc>(store, 'favourites');

export async function isFavourite(
	store: Store,
	userId: string,
	objectId: string
): Promise<boolean> {
	const doc = await favourites(store).findOne({ _id: `${userId}/${objectId}`, removedAt: null });
	return doc !== null;
}

/** This person's favourites, the latest first. */
export async function favouritesOf(store: Store, userId: string): Promise<Favourite[]> {
	const docs = await favourites(store)
		.find({ userId, removedAt: null })
		.sort({ at: -1, _id: 1 })
		.limit(2000)
		.toArray();
	return docs.map(({ objectId, note, at }) => ({ objectId, note, at }));
}

/** Turns the star on or off; true when it is on now. The note stays with it either way. */
export async function flipFavourite(
	store: Store,
	{ userId, objectId }: { userId: string; objectId: string },
	transaction: Transaction
): Promise<boolean> {
	const session = transaction;
	const _id = `${userId}/${objectId}`;
	const at = new Date();
	const { matchedCount } = await favourites(store).updateOne(
		{ _id, removedAt: null },
		{ $set: { removedAt: at } },
		{ session }
	);
	if (matchedCount > 0) return false;
	await favourites(store).updateOne(
		{ _id },
		{ $set: { removedAt: null }, $setOnInsert: { userId, objectId, note: '', at } },
		{ session, upsert: true }
	);
	return true;
}

/** Writes the note; gives what it said before, null when the object is no favourite. */
export async function noteOnFavourite(
	store: Store,
	{ userId, objectId, note }: { userId: string; objectId: string; note: string },
	transaction: Transaction
): Promise<string | null> {
	const before = await favourites(store).findOneAndUpdate(
		{ _id: `${userId}/${objectId}`, removedAt: null },
		{ $set: { note } },
		{ session: transaction, returnDocument: 'before' }
	);
	return before?.note ?? null;
}

/** For migrations: favourites of a version that knew no notes. */
export async function noteFavouriteNotes(db: Store['db']): Promise<void> {
	await db
		.collection('favourites')
		.updateMany({ note: { $exists: false } }, { $set: { note: '', removedAt: null } });
}
