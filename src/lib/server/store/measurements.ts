import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { skyBlocks } from '#science/measurement/skyBlocks.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { collection, type Store, type Transaction } from './client.ts';
import {
	blockFloats,
	blockTexts,
	packBlock,
	unpackBlocks,
	type MeasurementBlockDoc
} from './measurementBlock.ts';
import { number, record, shape, text, type CollectionPlan } from './plan.ts';

export const measurementsPlan: CollectionPlan = {
	name: 'measurements',
	validator: shape({ _id: text, imageId: number, n: number, area: record, columns: record }),
	indexes: [
		// All measurements of an image, for the association.
		{ key: { imageId: 1 } },
		// Cone searches.
		{ key: { area: '2dsphere' } }
	]
};

const measurements = (store: Store) => collection<MeasurementBlockDoc>(store, 'measurements');
const ROWS_PER_BLOCK = 128;

export async function insertMeasurements(
	store: Store,
	imageId: number,
	columns: MeasurementColumns,
	transaction?: Transaction
): Promise<void> {
	const blocks = skyBlocks(columns.ra, columns.dec, { limit: ROWS_PER_BLOCK });
	const documents = blocks.map((block, index) => packBlock(columns, block, { imageId, index }));
	for (let from = 0; from < documents.length; from += 100)
		await measurements(store).insertMany(documents.slice(from, from + 100), {
			ordered: false,
			session: transaction
		});
}

/** All measurements of an image, in catalogue order. */
export async function measurementsOfImage(
	store: Store,
	imageId: number
): Promise<MeasurementColumns> {
	return unpackBlocks(await measurements(store).find({ imageId }).toArray());
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
		.find({ area: { $geoIntersects: { $geometry: capPolygon(ra, dec, radiusDeg) } } })
		.project<MeasurementBlockDoc>({
			imageId: 1,
			n: 1,
			...Object.fromEntries(
				['id', 'name', 'ra', 'dec', 'fluxPeak', 'fluxInt'].map((key) => [`columns.${key}`, 1])
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
