import type { Source } from '#schema/source.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { unpackFlags } from './binary.ts';
import { collection, withId, without, type Store, type Stored } from './client.ts';
import { unpackColumns, type StoredLightCurve } from './sourceLightCurve.ts';
import type { Generation } from './sources.ts';

/** A source's light curve as columns in time order; `forced` is 1 for a forced measurement. */
export interface SourceCurve extends ReturnType<typeof unpackColumns> {
	sourceId: number;
	objectId: string | null;
	etaPeak: number;
	forced: Uint8Array;
}

interface CurveDoc {
	_id: number;
	objectId: string | null;
	etaPeak: number;
	lightCurve: StoredLightCurve;
}

const FIELDS = {
	objectId: 1,
	etaPeak: 1,
	'lightCurve.n': 1,
	'lightCurve.numbers': 1,
	'lightCurve.forced': 1
} as const;

/** Light curves of a generation's sources in order of id, one after the other; of all, or of ids between two. */
export async function* curvesOfRun(
	store: Store,
	{ runId, revision }: Generation,
	ids?: { from: number; to: number }
): AsyncGenerator<SourceCurve> {
	const between = ids ? { _id: { $gte: ids.from, $lte: ids.to } } : {};
	const found = collection<CurveDoc>(store, 'sources')
		.find({ runId, revision, ...between }, { projection: FIELDS })
		.sort({ _id: 1 });
	for await (const { _id, objectId, etaPeak, lightCurve } of found)
		yield {
			...unpackColumns(lightCurve),
			...{ sourceId: _id, objectId, etaPeak },
			forced: unpackFlags(lightCurve.forced)
		};
}

/** The sources of these generations, within a circle (degrees) about a measurement, that the measurement is of. */
export async function sourcesWithMeasurement(
	store: Store,
	{ id, ra, dec, radiusDeg }: { id: number; ra: number; dec: number; radiusDeg: number },
	generations: Generation[]
): Promise<Source[]> {
	if (generations.length === 0) return [];
	const found = await collection<Stored<Source> & Pick<CurveDoc, 'lightCurve'>>(store, 'sources')
		.find(
			{
				position: { $geoWithin: { $geometry: capPolygon(ra, dec, radiusDeg) } },
				$or: generations.map(({ runId, revision }) => ({ runId, revision }))
			},
			{ projection: { position: 0, relatedIds: 0 } }
		)
		.sort({ _id: 1 })
		.toArray();
	return found
		.filter(({ lightCurve }) => unpackColumns(lightCurve).measurementId.includes(id))
		.map((doc) => withId<Source>(without(doc, 'lightCurve')));
}

/** The first and last id of a generation's sources; null when it has none. */
export async function sourceIdRange(
	store: Store,
	{ runId, revision }: Generation
): Promise<{ from: number; to: number } | null> {
	const sources = collection<{ _id: number }>(store, 'sources');
	const end = (order: 1 | -1) =>
		sources.findOne({ runId, revision }, { projection: { _id: 1 }, sort: { _id: order } });
	const [first, last] = await Promise.all([end(1), end(-1)]);
	return first && last && { from: first._id, to: last._id };
}
