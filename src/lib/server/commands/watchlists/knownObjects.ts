import type { WatchlistRow } from '#schema/watch.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { pointsInCircles, type SkyCircles } from '#science/sky/ownRadii.ts';
import { separationDeg } from '#science/sky/separation.ts';
import type { Store } from '../../store/client.ts';
import { objectPositions } from '../../store/objectPositions.ts';
import { objectsWithin } from '../../store/objects.ts';

type Circle = Pick<WatchlistRow, 'ra' | 'dec' | 'radiusArcsec'>;

/** In a crowded field a wide circle holds hundreds of objects; a row remembers the nearest. */
export const MOST_OBJECTS_PER_ROW = 200;

/** The objects known within one row's radius, the nearest first. */
export async function objectsKnownAt(
	store: Store,
	{ ra, dec, radiusArcsec }: Circle
): Promise<string[]> {
	const circle = { ra, dec, radiusDeg: radiusArcsec / ARCSEC_PER_DEG };
	const found = await objectsWithin(store, [circle]);
	const offDeg = (object: { ra: number; dec: number }) =>
		separationDeg(ra, dec, object.ra, object.dec);
	return found
		.sort((a, b) => offDeg(a) - offDeg(b))
		.slice(0, MOST_OBJECTS_PER_ROW)
		.map(({ id }) => id);
}

/** The same for many rows at once, in their order. */
export async function objectsKnownAtAll(store: Store, rows: Circle[]): Promise<string[][]> {
	const objects = await objectPositions(store);
	const inside = pointsInCircles(circlesOf(rows), objects);
	return rows.map((_, row) =>
		(inside.get(row) ?? []).slice(0, MOST_OBJECTS_PER_ROW).map((point) => objects.ids[point])
	);
}

export function circlesOf(rows: Circle[]): SkyCircles {
	return {
		ra: Float64Array.from(rows, ({ ra }) => ra),
		dec: Float64Array.from(rows, ({ dec }) => dec),
		radiusDeg: Float64Array.from(rows, ({ radiusArcsec }) => radiusArcsec / ARCSEC_PER_DEG)
	};
}
