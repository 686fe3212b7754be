import type { SkyAroundObject } from '#schema/viewer.ts';
import { toGeoJsonPoint } from '#science/sky/position.ts';
import { collection, withId, type Store, type Stored } from './client.ts';
import type { IngestedImage } from './images.ts';
import type { Circle } from './objects.ts';

/** As MongoDB has the Earth: a sphere of 6378.1 km. */
export const METRES_PER_DEG = (6378.1e3 * Math.PI) / 180;

type ShownImage = Pick<
	IngestedImage,
	'id' | 'name' | 'datetime' | 'frequencyMhz' | 'ra' | 'dec' | 'physicalBmaj' | 'physicalBmin'
>;
const IMAGE_FIELDS = {
	name: 1,
	datetime: 1,
	frequencyMhz: 1,
	ra: 1,
	dec: 1,
	physicalBmaj: 1,
	physicalBmin: 1
} as const;

/** Images whose region of the sky holds a position, the latest first; at most so many. */
export async function imagesOver(
	store: Store,
	{ ra, dec }: { ra: number; dec: number },
	most: number
): Promise<ShownImage[]> {
	const docs = await collection<Stored<ShownImage>>(store, 'images')
		.find({ footprint: { $geoIntersects: { $geometry: toGeoJsonPoint(ra, dec) } } })
		.project<Stored<ShownImage>>(IMAGE_FIELDS)
		.sort({ datetime: -1, _id: -1 })
		.limit(most)
		.toArray();
	return docs.map((doc) => withId<ShownImage>(doc));
}

/** Objects in a circle, nearest first; at most so many. */
export async function objectsNear(
	store: Store,
	{ ra, dec, radiusDeg }: Circle,
	most: number
): Promise<SkyAroundObject[]> {
	const near = { $geometry: toGeoJsonPoint(ra, dec), $maxDistance: radiusDeg * METRES_PER_DEG };
	const docs = await collection<Stored<SkyAroundObject>>(store, 'objects')
		.find({ position: { $nearSphere: near } })
		.project<Stored<SkyAroundObject>>({ name: 1, ra: 1, dec: 1 })
		.limit(most)
		.toArray();
	return docs.map((doc) => withId<SkyAroundObject>(doc));
}
