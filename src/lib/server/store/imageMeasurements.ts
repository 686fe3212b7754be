import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { collection, type Store } from './client.ts';
import {
	blockFloats,
	storedKeys,
	unpackFields,
	type BlockOwner,
	type MeasurementBlockDoc
} from './measurementBlock.ts';
import type { Generation } from './sources.ts';

/** A column of measurements, by its name. */
type MeasurementKey = Exclude<keyof MeasurementColumns, 'n' | 'id'>;
export type SomeColumns<K extends MeasurementKey> = Pick<MeasurementColumns, 'n' | 'id' | K>;

const measurements = (store: Store) => collection<MeasurementBlockDoc>(store, 'measurements');

/** Some columns of what was measured in an image: its catalogue, or what a generation measured there by force. In order of id. */
export async function imageColumns<K extends MeasurementKey>(
	store: Store,
	{ imageId, generation }: { imageId: number; generation: Generation | null },
	keys: readonly K[]
): Promise<SomeColumns<K>> {
	const of = generation
		? { runId: generation.runId, revision: generation.revision }
		: { runId: { $exists: false } };
	const blocks = await measurements(store)
		.find({ imageId, ...of })
		.project<MeasurementBlockDoc>({ n: 1, ...projectionOf(keys) })
		.toArray();
	return unpacked(blocks, keys);
}

/** How many measurements a generation made by force, by image. */
export async function forcedCounts(
	store: Store,
	{ runId, revision }: Generation
): Promise<Map<number, number>> {
	const counted = await measurements(store)
		.aggregate<{ _id: number; n: number }>([
			{ $match: { runId, revision } },
			{ $group: { _id: '$imageId', n: { $sum: '$n' } } }
		])
		.toArray();
	return new Map(counted.map(({ _id, n }) => [_id, n]));
}

/** Where a measurement is kept; null when there is none of this id. */
export async function ownerOfMeasurement(
	store: Store,
	id: number
): Promise<(Required<Pick<BlockOwner, 'imageId'>> & { generation: Generation | null }) | null> {
	const around = measurements(store)
		.find({ lastId: { $gte: id }, firstId: { $lte: id } }, { batchSize: 50 })
		.project<MeasurementBlockDoc>({ 'columns.id': 1, n: 1, imageId: 1, runId: 1, revision: 1 })
		// Ids of an image follow each other: the block is among the first ones.
		.sort({ lastId: 1 });
	for await (const block of around) {
		if (!blockFloats(block, 'id').includes(id)) continue;
		const { imageId, runId, revision } = block;
		const isForced = runId !== undefined && revision !== undefined;
		return { imageId, generation: isForced ? { runId, revision } : null };
	}
	return null;
}

function projectionOf(keys: readonly string[]): Record<string, 1> {
	const columns = storedKeys([...keys]).map((key) => [`columns.${key}`, 1] as const);
	return Object.fromEntries(columns);
}

function unpacked<K extends MeasurementKey>(
	blocks: MeasurementBlockDoc[],
	keys: readonly K[]
): SomeColumns<K> {
	const fields = MEASUREMENT_FIELDS.filter(({ key }) => keys.some((asked) => asked === key));
	// The fields that were asked for.
	return unpackFields(blocks, fields) as unknown as SomeColumns<K>;
}

/** Some neighbouring measurements, of one image and owner. */
export interface ConeBlock<K extends MeasurementKey = MeasurementKey> {
	imageId: number;
	/** null: of the image's catalogue. */
	generation: Generation | null;
	columns: SomeColumns<K>;
}

/** Blocks that reach into a circle (degrees, below 80), with rows that lie outside it; null when there are more than `limit`. */
export async function blocksInCone<K extends MeasurementKey>(
	store: Store,
	{ ra, dec, radiusDeg }: { ra: number; dec: number; radiusDeg: number },
	{ keys, forced, limit }: { keys: readonly K[]; forced: 'no' | 'yes' | 'only'; limit: number }
): Promise<ConeBlock<K>[] | null> {
	const filter = {
		area: { $geoIntersects: { $geometry: capPolygon(ra, dec, Math.max(radiusDeg, 1e-6)) } },
		...(forced === 'yes' ? {} : { runId: { $exists: forced === 'only' } })
	};
	if ((await measurements(store).countDocuments(filter, { limit: limit + 1 })) > limit) return null;
	const blocks = await measurements(store)
		.find(filter)
		.project<MeasurementBlockDoc>({
			...{ n: 1, imageId: 1, runId: 1, revision: 1 },
			...projectionOf(keys)
		})
		.toArray();
	return blocks.map((block) => {
		const { imageId, runId, revision } = block;
		const isForced = runId !== undefined && revision !== undefined;
		return {
			imageId,
			generation: isForced ? { runId, revision } : null,
			columns: unpacked([block], keys)
		};
	});
}
