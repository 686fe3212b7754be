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
const fieldsNamed = (names: readonly string[]) =>
	MEASUREMENT_FIELDS.filter(({ key }) => names.includes(key));
/** What tells whether a row is wanted; the rest is unpacked of those that are. */
const TELLING = fieldsNamed(['islandId', 'forced']);
const FIELDS = fieldsNamed([...NUMBERS, ...FLAGS, ...TEXTS]);
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
	const parts = blocks.map((block) => ({ block, ...placedInIslands(block) }));
	const shared = new Set(
		parts.flatMap((part) => part.islands.filter((_, row) => wanted.has(part.ids[row])))
	);
	shared.delete(null);
	return parts
		.flatMap(({ block, ids: known, islands }) =>
			unpackedRows(block, (row) => wanted.has(known[row]) || shared.has(islands[row]))
		)
		.sort((a, b) => a.id - b.id);
}

/** Of every row of a block, its id and its island; forced measurements belong to none. */
function placedInIslands(block: MeasurementBlockDoc): {
	ids: Float64Array;
	islands: (string | null)[];
} {
	// The fields that were asked for.
	const columns = unpackFields([block], TELLING) as unknown as Pick<
		MeasurementColumns,
		'id' | 'islandId' | 'forced'
	>;
	const islands = columns.islandId.map((islandId, row) =>
		columns.forced[row] === 1 || islandId === '' ? null : `${block.imageId} ${islandId}`
	);
	return { ids: columns.id, islands };
}

function unpackedRows(
	block: MeasurementBlockDoc,
	isWanted: (row: number) => boolean
): PlacedMeasurement[] {
	const rows = Array.from({ length: block.n }, (_, row) => row).filter(isWanted);
	if (rows.length === 0) return [];
	// The fields that were asked for.
	const columns = unpackFields([block], FIELDS) as unknown as Pick<
		MeasurementColumns,
		'n' | 'id' | (typeof NUMBERS | typeof FLAGS | typeof TEXTS)[number]
	>;
	return rows.map((row) => ({
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
