import type { MeasurementColumns, WorkingColumns } from '#science/measurement/columns.ts';
import { WORKING_FIELDS, type MeasurementField } from '#science/measurement/fields.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { collection, SEEN_LATER, type Store, type Transaction } from './client.ts';
import {
	blockFloats,
	blockTexts,
	blockDoc,
	idRange,
	storedKeys,
	unpackBlocks,
	unpackFields,
	type BlockOwner,
	type MeasurementBlockDoc
} from './measurementBlock.ts';
import type { PackedBlock } from './packedMeasurements.ts';
import { number, record, shape, text, type CollectionPlan } from './plan.ts';

export const measurementsPlan: CollectionPlan = {
	name: 'measurements',
	validator: shape({ _id: text, imageId: number, n: number, area: record, columns: record }),
	indexes: [
		// All measurements of an image, for the association.
		{ key: { imageId: 1 } },
		// What a run has measured by forced extraction.
		{
			key: { runId: 1, revision: 1 },
			partialFilterExpression: { runId: { $exists: true } }
		},
		// Cone searches.
		{ key: { area: '2dsphere' } },
		// One measurement by its id.
		{ key: { lastId: 1, firstId: 1 } }
	]
};

const measurements = (store: Store) => collection<MeasurementBlockDoc>(store, 'measurements');
const NAME: MeasurementField = { column: 'name', key: 'name', kind: 'string' };
const ISLAND: MeasurementField = { column: 'island_id', key: 'islandId', kind: 'string' };
/** Documents to an insert: about 3 MB. */
const BLOCKS_AT_ONCE = 100;
/** Of the catalogue, not of a run. */
const CATALOGUED = { runId: { $exists: false } } as const;

/**
 * Stores packed rows of an image's catalogue or, where `owner` names a run, those that the run has measured in the image.
 * @param idOf The id of a row of the columns that were packed.
 */
export async function insertMeasurements(
	store: Store,
	owner: BlockOwner,
	{ blocks, idOf }: { blocks: PackedBlock[]; idOf: (row: number) => number },
	transaction?: Transaction
): Promise<void> {
	for (let from = 0; from < blocks.length; from += BLOCKS_AT_ONCE) {
		const documents = blocks
			.slice(from, from + BLOCKS_AT_ONCE)
			.map((block, index) => blockDoc(block, { ...owner, index: from + index }, idOf));
		const options = transaction ? { session: transaction } : SEEN_LATER;
		await measurements(store).insertMany(documents, { ordered: false, ...options });
	}
}

/** All measurements of an image's catalogue, in catalogue order. */
export async function measurementsOfImage(
	store: Store,
	imageId: number
): Promise<MeasurementColumns> {
	return unpackBlocks(
		await measurements(store)
			.find({ imageId, ...CATALOGUED })
			.toArray()
	);
}

/** What a run needs of an image's catalogue, in catalogue order. */
export interface CataloguedForRun {
	columns: WorkingColumns;
	names: string[];
	/** island_id of each row, where it was asked for. */
	islands: string[];
}

export async function cataloguedForRun(
	store: Store,
	imageId: number,
	{ withIslands }: { withIslands: boolean }
): Promise<CataloguedForRun> {
	const fields = withIslands ? [...WORKING_FIELDS, NAME, ISLAND] : [...WORKING_FIELDS, NAME];
	const wanted = storedKeys(fields.map(({ key }) => key));
	const blocks = await measurements(store)
		.find({ imageId, ...CATALOGUED })
		.project<MeasurementBlockDoc>({
			n: 1,
			...Object.fromEntries(wanted.map((key) => [`columns.${key}`, 1]))
		})
		.toArray();
	// The fields that were asked for.
	const { name, islandId, ...columns } = unpackFields(
		blocks,
		fields
	) as unknown as WorkingColumns & {
		name: string[];
		islandId?: string[];
	};
	return { columns, names: name, islands: islandId ?? [] };
}

/** Measurements made by forced extraction in one revision of a run, per image, in order of their ids. */
export async function forcedMeasurements(
	store: Store,
	{ runId, revision }: { runId: number; revision: number }
): Promise<Map<number, MeasurementColumns>> {
	const blocks = await measurements(store).find({ runId, revision }).toArray();
	const byImage = new Map<number, MeasurementBlockDoc[]>();
	for (const block of blocks)
		byImage.set(block.imageId, [...(byImage.get(block.imageId) ?? []), block]);
	return new Map([...byImage].map(([imageId, own]) => [imageId, unpackBlocks(own)]));
}

/** Deletes what a broken-off attempt of a run has measured. */
export async function deleteForcedMeasurements(
	store: Store,
	{ runId, revision }: { runId: number; revision: number }
): Promise<void> {
	await measurements(store).deleteMany({ runId, revision });
}

export async function deleteForcedExcept(
	store: Store,
	runId: number,
	keep: number[]
): Promise<void> {
	await measurements(store).deleteMany({ runId, revision: { $nin: keep } });
}

export interface ConeRow {
	imageId: number;
	measurementId: number;
	name: string;
	ra: number;
	dec: number;
	separationDeg: number;
	fluxPeak: number;
	fluxInt: number;
}

/** Measurements within a circle (degrees), nearest first; at equal distance by id. */
export async function conesearchMeasurements(
	store: Store,
	{ ra, dec, radiusDeg }: { ra: number; dec: number; radiusDeg: number }
): Promise<ConeRow[]> {
	const blocks = await measurements(store)
		.find({
			area: { $geoIntersects: { $geometry: capPolygon(ra, dec, radiusDeg) } },
			...CATALOGUED
		})
		.project<MeasurementBlockDoc>({
			imageId: 1,
			n: 1,
			...Object.fromEntries(
				storedKeys(['name', 'ra', 'dec', 'fluxPeak', 'fluxInt']).map((key) => [`columns.${key}`, 1])
			)
		})
		.toArray();
	const rows = blocks.flatMap((block) => rowsWithin(block, { ra, dec, radiusDeg }));
	return rows.sort(
		(a, b) => a.separationDeg - b.separationDeg || a.measurementId - b.measurementId
	);
}

function rowsWithin(
	block: MeasurementBlockDoc,
	cone: { ra: number; dec: number; radiusDeg: number }
): ConeRow[] {
	const id = blockFloats(block, 'id');
	const ra = blockFloats(block, 'ra');
	const dec = blockFloats(block, 'dec');
	const rows: ConeRow[] = [];
	for (let row = 0; row < block.n; row++) {
		const separation = separationDeg(cone.ra, cone.dec, ra[row], dec[row]);
		// NaN positions fail this too.
		if (!(separation <= cone.radiusDeg)) continue;
		rows.push({
			imageId: block.imageId,
			measurementId: id[row],
			name: blockTexts(block, 'name')[row],
			ra: ra[row],
			dec: dec[row],
			separationDeg: separation,
			fluxPeak: blockFloats(block, 'fluxPeak')[row],
			fluxInt: blockFloats(block, 'fluxInt')[row]
		});
	}
	return rows;
}

/** Blocks of a version that did not note which ids they hold. */
export async function noteIdRanges(db: Store['db']): Promise<void> {
	const blocks = db.collection<MeasurementBlockDoc>('measurements');
	const without = blocks
		.find({ lastId: { $exists: false } })
		.project<MeasurementBlockDoc>({ 'columns.id': 1, n: 1 });
	for await (const block of without)
		await blocks.updateOne({ _id: block._id }, { $set: idRange(blockFloats(block, 'id')) });
}
