import type { Source } from '#schema/source.ts';
import { unpackFlags } from './binary.ts';
import { collection, type Store, type Stored } from './client.ts';
import { unpackColumns, type StoredLightCurve } from './sourceLightCurve.ts';
import type { Generation } from './sources.ts';

/** One source as it is stored: what it counts and what it holds. */
export interface SourceContents extends Pick<
	Source,
	'id' | 'isNew' | 'nMeas' | 'nMeasSel' | 'nMeasForced' | 'nRel'
> {
	relatedIds: number[];
	measurementIds: Float64Array;
	imageIds: Float64Array;
	/** 1 for a measurement made by forced extraction. */
	forced: Uint8Array;
}

type StoredSource = Stored<Source> & { lightCurve: StoredLightCurve; relatedIds: number[] };

const FIELDS = {
	isNew: 1,
	nMeas: 1,
	nMeasSel: 1,
	nMeasForced: 1,
	nRel: 1,
	relatedIds: 1,
	lightCurve: 1
} as const;

/** Every source of a generation with its associations, one after the other. */
export async function* contentsOfRun(
	store: Store,
	{ runId, revision }: Generation
): AsyncGenerator<SourceContents> {
	const found = collection<StoredSource>(store, 'sources')
		.find({ runId, revision }, { projection: FIELDS })
		.sort({ _id: 1 });
	for await (const { _id, lightCurve, ...counted } of found) {
		const { measurementId, imageId } = unpackColumns(lightCurve);
		yield {
			id: _id,
			...counted,
			measurementIds: measurementId,
			imageIds: imageId,
			forced: unpackFlags(lightCurve.forced)
		};
	}
}

/** How many measurements of their catalogues are stored for these images. */
export async function countCatalogued(store: Store, imageIds: number[]): Promise<number> {
	const [sum] = await collection(store, 'measurements')
		.aggregate<{ n: number }>([
			{ $match: { imageId: { $in: imageIds }, runId: { $exists: false } } },
			{ $group: { _id: null, n: { $sum: '$n' } } }
		])
		.toArray();
	return sum?.n ?? 0;
}
