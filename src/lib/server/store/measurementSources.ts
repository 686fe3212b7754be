import { capPolygon } from '#science/sky/capPolygon.ts';
import { collection, type Store } from './client.ts';
import { imageColumns, ownerOfMeasurement } from './imageMeasurements.ts';
import { unpackColumns, type StoredLightCurve } from './sourceLightCurve.ts';
import type { Generation } from './sources.ts';

/** No association reaches farther than this from the mean position of a source. */
const FARTHEST_DEG = 5 / 60;

/** Ids of a generation's sources that the measurement is one of. */
export async function sourceIdsOfMeasurement(
	store: Store,
	measurementId: number,
	{ runId, revision }: Generation
): Promise<number[]> {
	const owner = await ownerOfMeasurement(store, measurementId);
	if (!owner) return [];
	const { n, id, ra, dec } = await imageColumns(store, owner, ['ra', 'dec']);
	const row = Array.from({ length: n }, (_, i) => i).find((i) => id[i] === measurementId);
	if (row === undefined) return [];
	const around = capPolygon(ra[row], dec[row], FARTHEST_DEG);
	const near = collection<{ _id: number; lightCurve: StoredLightCurve } & Generation>(
		store,
		'sources'
	).find(
		{ runId, revision, position: { $geoWithin: { $geometry: around } } },
		{ projection: { lightCurve: 1 } }
	);
	const ids: number[] = [];
	for await (const { _id, lightCurve } of near)
		if (unpackColumns(lightCurve).measurementId.includes(measurementId)) ids.push(_id);
	return ids;
}
