import type { Catalogue, CatalogueRow } from '#schema/catalogue.ts';
import { ARCSEC_PER_DEG, DEG } from '#science/sky/angles.ts';
import { toGeoJsonPoint, type GeoJsonPoint } from '#science/sky/position.ts';
import { collection, SEEN_LATER, type Store, type Stored } from './client.ts';
import { list, nullable, number, point, record, shape, text, type CollectionPlan } from './plan.ts';

type RowDoc = Stored<CatalogueRow> & { position: GeoJsonPoint };

export const catalogueRowsPlan: CollectionPlan = {
	name: 'catalogueRows',
	validator: shape({
		_id: text,
		catalogueId: text,
		batch: text,
		place: number,
		name: text,
		nameKeys: list,
		type: text,
		ra: number,
		dec: number,
		motion: nullable(record),
		cells: list,
		position: point
	}),
	indexes: [
		// The nearest rows of one catalogue.
		{ key: { batch: 1, position: '2dsphere' } },
		// Finding a position by its name, in any catalogue.
		{ key: { nameKeys: 1 } },
		// A catalogue's own page; what an import left behind.
		{ key: { catalogueId: 1, batch: 1, place: 1 } }
	]
};

const rows = (store: Store) => collection<RowDoc>(store, 'catalogueRows');
const BATCH = 5000;
/** The sphere that MongoDB measures on, metres. */
const SPHERE_METRES = 6_378_100;
/** MongoDB's distances are rounded differently from ours: what is on the edge is asked for and measured again. */
const EDGE_ARCSEC = 0.01;

/** A catalogue as far as its rows are concerned: those of an import that is not complete are not among them. */
type RowsOf = Pick<Catalogue, 'id' | 'batch'>;
const rowsOf = ({ id, batch }: RowsOf) => ({ catalogueId: id, batch });

/** Writes rows that no catalogue shows yet: more than one transaction can hold. */
export async function insertCatalogueRows(store: Store, created: CatalogueRow[]): Promise<void> {
	for (let from = 0; from < created.length; from += BATCH)
		await rows(store).insertMany(created.slice(from, from + BATCH).map(docOf), {
			ordered: false,
			...SEEN_LATER
		});
}

/** Deletes what an import has written, if no catalogue shows it. */
export async function deleteBatch(
	store: Store,
	{ catalogueId, batch }: { catalogueId: string; batch: string }
): Promise<void> {
	await rows(store).deleteMany({ catalogueId, batch });
}

/** Deletes what a catalogue does not show (any more); without a batch, all of it. */
export async function deleteOtherRows(
	store: Store,
	catalogueId: string,
	shownBatch: string | null
): Promise<void> {
	const filter = shownBatch === null ? {} : { batch: { $ne: shownBatch } };
	await rows(store).deleteMany({ catalogueId, ...filter });
}

/** A catalogue's rows within a radius where they stand, the nearest first. */
export async function catalogueRowsNear(
	store: Store,
	{ batch }: Pick<Catalogue, 'batch'>,
	{ ra, dec, radiusArcsec, limit }: { ra: number; dec: number; radiusArcsec: number; limit: number }
): Promise<CatalogueRow[]> {
	const $maxDistance = ((radiusArcsec + EDGE_ARCSEC) / ARCSEC_PER_DEG) * DEG * SPHERE_METRES;
	const position = { $nearSphere: { $geometry: toGeoJsonPoint(ra, dec), $maxDistance } };
	const docs = await rows(store).find({ batch, position }).limit(limit).toArray();
	return docs.map(rowOf);
}

/** Rows with one of these keys among their names, in the order of their catalogues' places. */
export async function catalogueRowsNamed(
	store: Store,
	nameKey: string,
	batches: string[]
): Promise<CatalogueRow[]> {
	const docs = await rows(store)
		.find({ nameKeys: nameKey, batch: { $in: batches } })
		.limit(100)
		.toArray();
	return docs.map(rowOf);
}

/** One page of a catalogue in its own order, with how many rows there are; with a key, of those with a name that begins so. */
export async function catalogueRowsPage(
	store: Store,
	catalogue: RowsOf & Pick<Catalogue, 'nRows'>,
	{ page, size, nameKey }: { page: number; size: number; nameKey: string }
): Promise<{ rows: CatalogueRow[]; total: number }> {
	const beginning = { $gte: nameKey, $lt: `${nameKey}\uFFFF` };
	const filter = { ...rowsOf(catalogue), ...(nameKey ? { nameKeys: beginning } : {}) };
	const [docs, total] = await Promise.all([
		rows(store)
			.find(filter)
			.sort({ place: 1 })
			.skip((page - 1) * size)
			.limit(size)
			.toArray(),
		nameKey ? rows(store).countDocuments(filter) : catalogue.nRows
	]);
	return { rows: docs.map(rowOf), total };
}

/** Where all rows of a catalogue are, degrees, as they are read. */
export async function cataloguePositions(
	store: Store,
	catalogue: RowsOf & Pick<Catalogue, 'nRows'>
): Promise<{ ra: Float64Array; dec: Float64Array }> {
	const ra = new Float64Array(catalogue.nRows);
	const dec = new Float64Array(catalogue.nRows);
	let count = 0;
	const docs = rows(store)
		.find(rowsOf(catalogue), { batchSize: BATCH })
		.project<{ ra: number; dec: number }>({ _id: 0, ra: 1, dec: 1 });
	for await (const doc of docs) {
		ra[count] = doc.ra;
		dec[count] = doc.dec;
		count += 1;
	}
	return { ra: ra.subarray(0, count), dec: dec.subarray(0, count) };
}

function docOf({ id, ...row }: CatalogueRow): RowDoc {
	return { _id: id, ...row, position: toGeoJsonPoint(row.ra, row.dec) };
}

/** Field by field: copies of thousands of rows without one would take longer than reading them. */
function rowOf(doc: RowDoc): CatalogueRow {
	const { _id: id, catalogueId, batch, place, name, nameKeys, type, ra, dec, motion, cells } = doc;
	return { id, catalogueId, batch, place, name, nameKeys, type, ra, dec, motion, cells };
}
