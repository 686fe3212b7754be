import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { collection, type Store } from './client.ts';
import { storedKeys, unpackFields, type MeasurementBlockDoc } from './measurementBlock.ts';
import type { Circle } from './objects.ts';
import type { Generation } from './sources.ts';

const DRAWN = ['name', 'ra', 'dec', 'bmaj', 'bmin', 'pa', 'forced'] as const;
const FIELDS = MEASUREMENT_FIELDS.filter(({ key }) => DRAWN.some((drawn) => drawn === key));
const PROJECTION = Object.fromEntries(
	storedKeys(FIELDS.map(({ key }) => key)).map((key) => [`columns.${key}`, 1])
);

/** A measurement's place and size: axes full width at half maximum in arcsec, the angle from north through east in degrees. */
export type DrawnMeasurement = {
	[K in 'id' | 'ra' | 'dec' | 'bmaj' | 'bmin' | 'pa']: number;
} & { name: string; forced: boolean };

/** Measurements of an image within a circle, in order of id: its catalogue's and, of one generation, those made by forced extraction. */
export async function measurementsInCone(
	store: Store,
	{ imageId, generation }: { imageId: number; generation: Generation | null },
	{ ra, dec, radiusDeg }: Circle
): Promise<DrawnMeasurement[]> {
	const catalogued = { runId: { $exists: false } };
	const of = generation
		? { $or: [catalogued, { runId: generation.runId, revision: generation.revision }] }
		: catalogued;
	const blocks = await collection<MeasurementBlockDoc>(store, 'measurements')
		.find({
			imageId,
			...of,
			area: { $geoIntersects: { $geometry: capPolygon(ra, dec, radiusDeg) } }
		})
		.project<MeasurementBlockDoc>({ n: 1, ...PROJECTION })
		.toArray();
	// The fields that were asked for.
	const columns = unpackFields(blocks, FIELDS) as unknown as Pick<
		MeasurementColumns,
		'n' | 'id' | (typeof DRAWN)[number]
	>;
	return Array.from({ length: columns.n }, (_, row) => rowOf(columns, row)).filter(
		// NaN positions fail this too.
		(row) => separationDeg(ra, dec, row.ra, row.dec) <= radiusDeg
	);
}

function rowOf(
	columns: Pick<MeasurementColumns, 'id' | (typeof DRAWN)[number]>,
	row: number
): DrawnMeasurement {
	const { id, name, ra, dec, bmaj, bmin, pa, forced } = columns;
	return {
		id: id[row],
		name: name[row],
		ra: ra[row],
		dec: dec[row],
		bmaj: bmaj[row],
		bmin: bmin[row],
		pa: pa[row],
		forced: forced[row] === 1
	};
}
