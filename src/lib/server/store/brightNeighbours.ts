import type { BandMetrics } from '#schema/source.ts';
import { toGeoJsonPoint } from '#science/sky/position.ts';
import { METRES_PER_DEG } from './around.ts';
import { collection, type Store } from './client.ts';
import { unpackColumns, type StoredLightCurve } from './sourceLightCurve.ts';
import type { Generation } from './sources.ts';

interface NeighbourDoc {
	_id: number;
	name: string;
	wavgRa: number;
	wavgDec: number;
	vPeak: number;
	bands?: Pick<BandMetrics, 'vPeak'>[];
	lightCurve: StoredLightCurve;
}

/** A source of the same run with its light curve as columns. */
export interface BrightNeighbour extends Omit<NeighbourDoc, '_id' | 'lightCurve'> {
	id: number;
	curve: ReturnType<typeof unpackColumns>;
}

interface Around {
	id: number;
	ra: number;
	dec: number;
	radiusDeg: number;
	leastSnr: number;
	most: number;
}

/** The nearest sources of a generation that were once seen with at least this signal-to-noise, without the source itself. */
export async function brightNeighbours(
	store: Store,
	{ runId, revision }: Generation,
	{ id, ra, dec, radiusDeg, leastSnr, most }: Around
): Promise<BrightNeighbour[]> {
	const near = { $geometry: toGeoJsonPoint(ra, dec), $maxDistance: radiusDeg * METRES_PER_DEG };
	const docs = await collection<NeighbourDoc>(store, 'sources')
		.find(
			{
				position: { $nearSphere: near },
				...{ runId, revision, _id: { $ne: id }, maxSnr: { $gte: leastSnr } }
			},
			{
				projection: {
					...{ name: 1, wavgRa: 1, wavgDec: 1, vPeak: 1, 'bands.vPeak': 1 },
					...{ 'lightCurve.n': 1, 'lightCurve.numbers': 1 }
				}
			}
		)
		.limit(most)
		.toArray();
	return docs.map(({ _id, lightCurve, ...neighbour }) => ({
		...neighbour,
		id: _id,
		curve: unpackColumns(lightCurve)
	}));
}
