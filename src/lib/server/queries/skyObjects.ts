import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { SkyObjects } from '#schema/skyPage.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { objectsOnMap } from '../store/skyMap.ts';
import { signedIn } from './signedIn.ts';
import { decField, raField } from './skyQuestion.ts';

/** Beyond these single objects say nothing any more. */
const MOST_POINTS = 5000;
/** Cells across the circle. */
const ACROSS = 60;
const KEPT_MS = 60_000;

const questionSchema = z.object({
	ra: raField,
	dec: decField,
	radius: z.coerce
		.number('Give radius in degrees.')
		.positive('A radius is above 0°.')
		.max(180, 'A radius is at most 180°.')
});

/** The whole sky takes longest, and everybody begins with it. */
let wholeSky: { at: number; objects: Promise<SkyObjects> } | null = null;

/** Objects in a circle, for the map: ?ra&dec (ICRS) &radius (degrees; 180 for the whole sky). */
export async function skyObjects(user: User | null, question: unknown): Promise<SkyObjects> {
	signedIn(user);
	const asked = questionSchema.safeParse(question);
	if (!asked.success) {
		const [issue] = asked.error.issues;
		throw new Failure('Invalid', issue.message, issue.path.join('.'));
	}
	const { ra, dec, radius: radiusDeg } = asked.data;
	const how = { most: MOST_POINTS, cellDeg: cellOf(radiusDeg) };
	if (radiusDeg < 180) return objectsOnMap(store(), { ra, dec, radiusDeg }, how);
	if (!wholeSky || Date.now() - wholeSky.at > KEPT_MS) {
		const objects = objectsOnMap(store(), { ra, dec, radiusDeg }, how);
		objects.catch(() => (wholeSky = null));
		wholeSky = { at: Date.now(), objects };
	}
	return wholeSky.objects;
}

/** A round size, so that views next to each other share their cells. */
function cellOf(radiusDeg: number): number {
	const wanted = Math.min(2, (2 * radiusDeg) / ACROSS);
	return 2 ** Math.round(Math.log2(wanted));
}
