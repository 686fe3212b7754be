import type { Watchlist, WatchlistRow, WatchlistView } from '#schema/watch.ts';
import { toGeoJsonPoint } from '#science/sky/position.ts';
import type { Filter } from 'mongodb';
import { collection, SEEN_LATER, withoutId, type Store, type Transaction } from './client.ts';
import type { Circle } from './objects.ts';
import { list, number, point, shape, text, type CollectionPlan } from './plan.ts';
import { beyond, orderKeys, type RowDoc, type RowPlace } from './watchlistRowOrder.ts';
import { findWatchlist } from './watchlists.ts';

export const watchlistRowsPlan: CollectionPlan = {
	name: 'watchlistRows',
	validator: shape({
		_id: text,
		watchlistId: text,
		batch: text,
		place: number,
		name: text,
		ra: number,
		dec: number,
		radiusArcsec: number,
		objectIds: list,
		position: point
	}),
	indexes: [
		// A list in its own order, a page at a time; the next free place.
		{ key: { batch: 1, place: 1, _id: 1 } },
		// By name, and the search for a part of one.
		{ key: { batch: 1, name: 1, place: 1, _id: 1 } },
		// Deleting a list.
		{ key: { watchlistId: 1 } },
		// The search for a position.
		{ key: { position: '2dsphere' } }
	]
};

const rows = (store: Store) => collection<RowDoc>(store, 'watchlistRows');
const DEG = Math.PI / 180;
const BATCH = 5000;

/** A list, as far as its rows are concerned: those of an import that is not complete are not among them. */
type RowsOf = Pick<Watchlist, 'id' | 'batches'>;
const rowsOf = ({ batches }: RowsOf) => ({ batch: { $in: batches } });

/** Which rows of a list: all, those with this in their name, those within a circle. */
export type RowSearch = { name: string } | { circle: Circle } | null;

/** Which rows of a list, in which order. */
export interface RowsAsked extends Pick<WatchlistView, 'sort' | 'order'> {
	search: RowSearch;
}

/** Some of a list's rows in order: those behind one, or the last ones before one, or from a number on. */
export async function watchlistPart(
	store: Store,
	watchlist: RowsOf,
	{
		limit,
		skip = 0,
		after = null,
		before = null,
		...asked
	}: RowsAsked & {
		limit: number;
		skip?: number;
		after?: RowPlace | null;
		before?: RowPlace | null;
	}
): Promise<WatchlistRow[]> {
	const isBackwards = after === null && before !== null;
	const way = (asked.order === 'asc') !== isBackwards ? 1 : -1;
	const docs = await rows(store)
		.find({ $and: [filterOf(watchlist, asked.search), beyond(after ?? before, asked.sort, way)] })
		.sort(Object.fromEntries(orderKeys(asked.sort).map((key) => [key, way])))
		.skip((after ?? before) ? 0 : skip)
		.limit(limit)
		.toArray();
	const found = docs.map(rowOf);
	return isBackwards ? found.reverse() : found;
}

/** How many rows there are; before one of them, where it is given. */
export function countRowsOf(
	store: Store,
	watchlist: RowsOf,
	{ search, sort, order }: RowsAsked,
	before: RowPlace | null = null
): Promise<number> {
	const past = beyond(before, sort, order === 'asc' ? -1 : 1);
	return rows(store).countDocuments({ $and: [filterOf(watchlist, search), past] });
}

/** All rows of a list in its own order, for the export and the watch over runs. */
export async function rowsOfWatchlist(store: Store, watchlist: RowsOf): Promise<WatchlistRow[]> {
	const docs = await rows(store)
		.find(rowsOf(watchlist), { batchSize: BATCH, projection: { position: 0 } })
		.sort({ place: 1 })
		.toArray();
	return docs.map(rowOf);
}

export async function findRow(
	store: Store,
	watchlist: RowsOf,
	rowId: string,
	transaction?: Transaction
): Promise<WatchlistRow | null> {
	const filter = { _id: rowId, ...rowsOf(watchlist) };
	const doc = await rows(store).findOne(filter, { session: transaction });
	return doc && rowOf(doc);
}

/** The place behind the last row. */
export async function nextPlace(
	store: Store,
	watchlist: RowsOf,
	transaction?: Transaction
): Promise<number> {
	const last = await rows(store).findOne(rowsOf(watchlist), {
		sort: { place: -1 },
		projection: { place: 1 },
		session: transaction
	});
	return (last?.place ?? 0) + 1;
}

export async function insertRow(
	store: Store,
	row: WatchlistRow,
	transaction: Transaction
): Promise<void> {
	await rows(store).insertOne(docOf(row), { session: transaction });
}

/** Writes the rows of a batch that no list shows yet: more than one transaction can hold. */
export async function insertBatch(store: Store, created: WatchlistRow[]): Promise<void> {
	for (let from = 0; from < created.length; from += BATCH)
		await rows(store).insertMany(created.slice(from, from + BATCH).map(docOf), {
			ordered: false,
			...SEEN_LATER
		});
}

export async function replaceRow(
	store: Store,
	row: WatchlistRow,
	transaction: Transaction
): Promise<void> {
	const { _id, ...rest } = docOf(row);
	await rows(store).replaceOne({ _id }, rest, { session: transaction });
}

export async function deleteRow(
	store: Store,
	rowId: string,
	transaction: Transaction
): Promise<void> {
	await rows(store).deleteOne({ _id: rowId }, { session: transaction });
}

/** Deletes what no list shows (any more). */
export async function deleteBatches(store: Store, batches: string[]): Promise<void> {
	if (batches.length > 0) await rows(store).deleteMany({ batch: { $in: batches } });
}

export async function deleteRowsOf(store: Store, watchlistId: string): Promise<void> {
	await rows(store).deleteMany({ watchlistId });
}

/** Notes objects that are known on rows now. A row that was edited or deleted meanwhile keeps to itself. */
export async function noteRowObjects(
	store: Store,
	known: { row: WatchlistRow; objectIds: string[] }[]
): Promise<void> {
	for (let from = 0; from < known.length; from += BATCH)
		await rows(store).bulkWrite(
			known.slice(from, from + BATCH).map(({ row: { id, ra, dec, radiusArcsec }, objectIds }) => ({
				updateOne: {
					filter: { _id: id, ra, dec, radiusArcsec },
					update: { $addToSet: { objectIds: { $each: objectIds } } }
				}
			})),
			{ ordered: false }
		);
}

/** The objects known on a list's rows, each once, in the order of its first row. */
export async function objectsOfWatchlist(
	store: Store,
	watchlistId: string
): Promise<{ objectId: string; rowName: string }[]> {
	const found = new Map<string, string>();
	const watchlist = await findWatchlist(store, watchlistId);
	if (!watchlist) return [];
	const docs = rows(store)
		.find({ ...rowsOf(watchlist), 'objectIds.0': { $exists: true } })
		.project<Pick<RowDoc, 'name' | 'objectIds'>>({ name: 1, objectIds: 1 })
		.sort({ place: 1 });
	for await (const { name, objectIds } of docs)
		for (const id of objectIds) if (!found.has(id)) found.set(id, name);
	return [...found].map(([objectId, rowName]) => ({ objectId, rowName }));
}

function filterOf(watchlist: RowsOf, search: RowSearch): Filter<RowDoc> {
	const own = rowsOf(watchlist);
	if (search === null) return own;
	if ('name' in search) {
		const escaped = search.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return { ...own, name: { $regex: escaped, $options: 'i' } };
	}
	const { ra, dec, radiusDeg } = search.circle;
	const centre = toGeoJsonPoint(ra, dec).coordinates;
	return { ...own, position: { $geoWithin: { $centerSphere: [centre, radiusDeg * DEG] } } };
}

function docOf(row: WatchlistRow): RowDoc {
	return { ...withoutId(row), position: toGeoJsonPoint(row.ra, row.dec) };
}

/** Field by field: of a hundred thousand rows, copies without a field would take seconds. */
function rowOf(doc: RowDoc): WatchlistRow {
	const { _id: id, watchlistId, batch, place, name, ra, dec, radiusArcsec, objectIds } = doc;
	return { id, watchlistId, batch, place, name, ra, dec, radiusArcsec, objectIds };
}

/** The indexes of rows as they were before rows of one place were told apart. */
export async function dropShortRowIndexes(db: Store['db']): Promise<void> {
	const indexes = await db.collection('watchlistRows').indexes();
	for (const name of ['batch_1_place_1', 'batch_1_name_1_place_1'])
		if (indexes.some((index) => index.name === name))
			await db.collection('watchlistRows').dropIndex(name);
}
