import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { collection, type Store } from './client.ts';
import { storedKeys, unpackFields, type MeasurementBlockDoc } from './measurementBlock.ts';
import type { Circle } from './objects.ts';
import type { Generation } from './sources.ts';

const NUMBERS = [
	'ra',
	'raErr',
	'dec',
	'decErr',
	'fluxPeak',
	'fluxPeakErr',
	'fluxPeakIslRatio',
	'fluxInt',
	'fluxIntErr',
	'fluxIntIslRatio',
	'localRms',
	'snr'
] as const;
const FLAGS = ['hasSiblings', 'forced'] as const;
const TEXTS = ['name', 'islandId'] as const;
const FIELDS = MEASUREMENT_FIELDS.filter(({ key }) =>
	[...NUMBERS, ...FLAGS, ...TEXTS].some((wanted) => wanted === key)
);
const PROJECTION = Object.fromEntries(
	storedKeys(FIELDS.map(({ key }) => key)).map((key) => [`columns.${key}`, 1])
);

/** A row of the catalogue or of the forced extraction of one image; degrees, mJy/beam and mJy. */
export type PlacedMeasurement = Record<(typeof NUMBERS)[number], number> &
	Record<(typeof FLAGS)[number], boolean> &
	Record<(typeof TEXTS)[number], string> & { id: number; imageId: number };

/**
 * The measurements of these ids, and whatever shares an island with one of them within the circle: what lies further away
 * than that is not looked for. Forced ones are those of the generation. In order of id.
 */
export async function measurementsWithIslands(
	store: Store,
	{ ids, imageIds, generation }: { ids: number[]; imageIds: number[]; generation: Generation },
	{ ra, dec, radiusDeg }: Circle
): Promise<PlacedMeasurement[]> {
	const { runId, revision } = generation;
	const blocks = await collection<MeasurementBlockDoc>(store, 'measurements')
		.find({
			imageId: { $in: imageIds },
			$or: [{ runId: { $exists: false } }, { runId, revision }],
			area: { $geoIntersects: { $geometry: capPolygon(ra, dec, radiusDeg) } }
		})
		.project<MeasurementBlockDoc>({ imageId: 1, n: 1, ...PROJECTION })
		.toArray();
	const wanted = new Set(ids);
	const rows = blocks.flatMap(unpacked);
	const islands = new Set(rows.filter(({ id }) => wanted.has(id)).flatMap(islandOf));
	return rows
		.filter((row) => wanted.has(row.id) || islandOf(row).some((island) => islands.has(island)))
		.sort((a, b) => a.id - b.id);
}

/** Forced measurements belong to no island. */
function islandOf({ imageId, islandId, forced }: PlacedMeasurement): string[] {
	return forced || islandId === '' ? [] : [`${imageId} ${islandId}`];
}

function unpacked(block: MeasurementBlockDoc): PlacedMeasurement[] {
	// The fields that were asked for.
	const columns = unpackFields([block], FIELDS) as unknown as Pick<
		MeasurementColumns,
		'n' | 'id' | (typeof NUMBERS | typeof FLAGS | typeof TEXTS)[number]
	>;
	return Array.from({ length: columns.n }, (_, row) => ({
		id: columns.id[row],
		imageId: block.imageId,
		name: columns.name[row],
		islandId: columns.islandId[row],
		hasSiblings: columns.hasSiblings[row] === 1,
		forced: columns.forced[row] === 1,
		// fromEntries forgets which keys it was given.
		...(Object.fromEntries(NUMBERS.map((key) => [key, columns[key][row]])) as Record<
			(typeof NUMBERS)[number],
			number
		>)
	}));
}
