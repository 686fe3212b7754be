import type { Watchlist, WatchlistSettings } from '#schema/watch.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, list, number, shape, text, type CollectionPlan } from './plan.ts';

type WatchlistDoc = Stored<Watchlist>;

export const watchlistsPlan: CollectionPlan = {
	name: 'watchlists',
	validator: shape({
		_id: text,
		name: text,
		description: text,
		shared: flag,
		active: flag,
		severity: text,
		radiusArcsec: number,
		ownerId: text,
		ownerName: text,
		nRows: number,
		batches: list,
		createdAt: instant,
		updatedAt: instant
	}),
	indexes: [{ key: { ownerId: 1 } }]
};

const watchlists = (store: Store) => collection<WatchlistDoc>(store, 'watchlists');

export async function findWatchlist(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<Watchlist | null> {
	const doc = await watchlists(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<Watchlist>(doc);
}

/** The watchlists this person may see: shared ones and their own, by name. */
export async function watchlistsFor(store: Store, userId: string): Promise<Watchlist[]> {
	return found(store, { $or: [{ shared: true }, { ownerId: userId }] });
}

export async function activeWatchlists(store: Store): Promise<Watchlist[]> {
	return found(store, { active: true });
}

export async function insertWatchlist(
	store: Store,
	watchlist: Watchlist,
	transaction: Transaction
): Promise<void> {
	await watchlists(store).insertOne(withoutId(watchlist), { session: transaction });
}

export async function changeWatchlistSettings(
	store: Store,
	id: string,
	settings: WatchlistSettings,
	transaction: Transaction
): Promise<void> {
	await watchlists(store).updateOne(
		{ _id: id },
		{ $set: { ...settings, updatedAt: new Date() } },
		{ session: transaction }
	);
}

/** Notes that the list has more rows now, or fewer. */
export async function countRows(
	store: Store,
	id: string,
	change: number,
	transaction: Transaction
): Promise<void> {
	await watchlists(store).updateOne(
		{ _id: id },
		{ $inc: { nRows: change }, $set: { updatedAt: new Date() } },
		{ session: transaction }
	);
}

/** Shows the rows of an import: beside the others, or in place of them. */
export async function showBatch(
	store: Store,
	id: string,
	{ batches, nRows }: Pick<Watchlist, 'batches' | 'nRows'>,
	transaction: Transaction
): Promise<void> {
	await watchlists(store).updateOne(
		{ _id: id },
		{ $set: { batches, nRows, updatedAt: new Date() } },
		{ session: transaction }
	);
}

export async function deleteWatchlistDoc(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	await watchlists(store).deleteOne({ _id: id }, { session: transaction });
}

async function found(store: Store, filter: object): Promise<Watchlist[]> {
	const docs = await watchlists(store).find(filter).sort({ name: 1, _id: 1 }).toArray();
	return docs.map((doc) => withId<Watchlist>(doc));
}
