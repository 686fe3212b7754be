import type { Watchlist, WatchlistRow, WatchlistView } from '#schema/watch.ts';
import { toGeoJsonPoint, type GeoJsonPoint } from '#science/sky/position.ts';
import {
	collection,
	SEEN_LATER,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import type { Circle } from './objects.ts';
import { list, number, point, shape, text, type CollectionPlan } from './plan.ts';
import { findWatchlist } from './watchlists.ts';

type RowDoc = Stored<WatchlistRow> & { position: GeoJsonPoint };

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
		{ key: { batch: 1, place: 1 } },
		// By name, and the search for a part of one.
		{ key: { batch: 1, name: 1, place: 1 } },
		// Deleting a list.
		{ key: { watchlistId: 1 } },
		// The search for a position.
		{ key: { position: '2dsphere' } }
	]
};

const rows = (store: Store) => collection<RowDoc>(store, 'watchlistRows');
const DEG = Math.PI / 180;
const BATCH = 5000;

const SORT_FIELDS: Record<WatchlistView['sort'], keyof WatchlistRow> = {
	place: 'place',
	name: 'name',
	ra: 'ra',
	dec: 'dec',
	radius: 'radiusArcsec'
};

/** A list, as far as its rows are concerned: those of an import that is not complete are not among them. */
type RowsOf = Pick<Watchlist, 'id' | 'batches'>;
const rowsOf = ({ batches }: RowsOf) => ({ batch: { $in: batches } });

/** Which rows of a list: all, those with this in their name, those within a circle. */
export type RowSearch = { name: string } | { circle: Circle } | null;

/** One page of a list's rows, and how many there are on all pages. */
export async function watchlistPage(
	store: Store,
	watchlist: RowsOf,
	{
		sort,
		order,
		page,
		search,
		size
	}: Omit<WatchlistView, 'q'> & { search: RowSearch; size: number }
): Promise<{ rows: WatchlistRow[]; total: number }> {
	const filter = { ...rowsOf(watchlist), ...filterOf(search) };
	const direction = order === 'desc' ? -1 : 1;
	const [docs, total] = await Promise.all([
		rows(store)
			.find(filter)
			.sort({ [SORT_FIELDS[sort]]: direction, place: 1 })
			.skip((page - 1) * size)
			.limit(size)
			.toArray(),
		rows(store).countDocuments(filter)
	]);
	return { rows: docs.map(rowOf), total };
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

function filterOf(search: RowSearch): object {
	if (search === null) return {};
	if ('name' in search) {
		const escaped = search.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return { name: { $regex: escaped, $options: 'i' } };
	}
	const { ra, dec, radiusDeg } = search.circle;
	const centre = toGeoJsonPoint(ra, dec).coordinates;
	return { position: { $geoWithin: { $centerSphere: [centre, radiusDeg * DEG] } } };
}

function docOf(row: WatchlistRow): RowDoc {
	return { ...withoutId(row), position: toGeoJsonPoint(row.ra, row.dec) };
}

/** Field by field: of a hundred thousand rows, copies without a field would take seconds. */
function rowOf(doc: RowDoc): WatchlistRow {
	const { _id: id, watchlistId, batch, place, name, ra, dec, radiusArcsec, objectIds } = doc;
	return { id, watchlistId, batch, place, name, ra, dec, radiusArcsec, objectIds };
}
