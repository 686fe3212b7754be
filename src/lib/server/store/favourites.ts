import { collection, type Store, type Transaction } from './client.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';

interface FavouriteDoc {
	/** `userId/objectId`: an object is someone's favourite once. */
	_id: string;
	userId: string;
	objectId: string;
	at: Date;
}

export const favouritesPlan: CollectionPlan = {
	name: 'favourites',
	validator: shape({ _id: text, userId: text, objectId: text, at: instant }),
	indexes: [{ key: { userId: 1, at: -1 } }, { key: { objectId: 1 } }]
};

const favourites = (store: Store) => collection<FavouriteDoc>(store, 'favourites');

export async function isFavourite(
	store: Store,
	userId: string,
	objectId: string
): Promise<boolean> {
	return (await favourites(store).findOne({ _id: `${userId}/${objectId}` })) !== null;
}

/** This person's favourites, the latest first. */
export async function favouritesOf(
	store: Store,
	userId: string
): Promise<{ objectId: string; at: Date }[]> {
	const docs = await favourites(store).find({ userId }).sort({ at: -1 }).limit(500).toArray();
	return docs.map(({ objectId, at }) => ({ objectId, at }));
}

/** Turns the star on or off; true when it is on now. */
export async function flipFavourite(
	store: Store,
	{ userId, objectId }: { userId: string; objectId: string },
	transaction: Transaction
): Promise<boolean> {
	const session = transaction;
	const _id = `${userId}/${objectId}`;
	const { deletedCount } = await favourites(store).deleteOne({ _id }, { session });
	if (deletedCount > 0) return false;
	await favourites(store).insertOne({ _id, userId, objectId, at: new Date() }, { session });
	return true;
}
