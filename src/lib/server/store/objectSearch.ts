import type { SkyObject } from '#schema/source.ts';
import { collection, withId, type Store, type Stored } from './client.ts';
import { toGeoJsonPoint } from '#science/sky/position.ts';
import type { Circle } from './objects.ts';

/** An object as a list of positions or names is matched to it. */
export type PlacedObject = Pick<SkyObject, 'id' | 'name' | 'ra' | 'dec'>;

const DEG = Math.PI / 180;
const objects = (store: Store) => collection<Stored<PlacedObject>>(store, 'objects');
const PLACED = { name: 1, ra: 1, dec: 1 } as const;

/** Objects with any of these names, in one pass over all names. */
export async function objectsNamed(store: Store, names: string[]): Promise<PlacedObject[]> {
	if (names.length === 0) return [];
	const docs = await objects(store)
		.find({ name: { $in: names } })
		.project<Stored<PlacedObject>>(PLACED)
		.toArray();
	return docs.map((doc) => withId<PlacedObject>(doc));
}

/** Objects within a circle, with their names. */
export async function objectsWithin(store: Store, circle: Circle): Promise<PlacedObject[]> {
	const centre = toGeoJsonPoint(circle.ra, circle.dec).coordinates;
	const docs = await objects(store)
		.find({ position: { $geoWithin: { $centerSphere: [centre, circle.radiusDeg * DEG] } } })
		.project<Stored<PlacedObject>>(PLACED)
		.toArray();
	return docs.map((doc) => withId<PlacedObject>(doc));
}
