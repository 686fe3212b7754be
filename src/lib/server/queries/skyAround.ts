import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import type { SkyAround } from '#schema/viewer.ts';
import { boxCorners } from '#science/sky/boxCorners.ts';
import { imagesOver, objectsNear } from '../store/around.ts';
import { store } from '../store/client.ts';
import { signedIn } from './signedIn.ts';
import { decField, raField, radiusField } from './skyQuestion.ts';
import { surveysFor } from './surveys.ts';

const MOST_IMAGES = 200;
const MOST_OBJECTS = 2000;

const questionSchema = z.object({
	ra: raField,
	dec: decField,
	radius: radiusField('10arcmin', 10)
});

/** What a view of the sky around a position has to show: surveys, our own images and objects. */
export async function skyAround(user: User | null, question: unknown): Promise<SkyAround> {
	signedIn(user);
	const asked = questionSchema.safeParse(question);
	if (!asked.success) {
		const [issue] = asked.error.issues;
		throw new Failure('Invalid', issue.message, issue.path.join('.'));
	}
	const { ra, dec, radius: radiusDeg } = asked.data;
	const [images, objects] = await Promise.all([
		imagesOver(store(), { ra, dec }, MOST_IMAGES + 1),
		objectsNear(store(), { ra, dec, radiusDeg }, MOST_OBJECTS + 1)
	]);
	return {
		surveys: surveysFor({ ra, dec }),
		images: images.slice(0, MOST_IMAGES).map(({ physicalBmin, physicalBmaj, ...image }) => ({
			id: image.id,
			name: image.name,
			datetime: image.datetime,
			frequencyMhz: image.frequencyMhz,
			footprint: boxCorners(image.ra, image.dec, {
				widthDeg: physicalBmin,
				heightDeg: physicalBmaj
			})
		})),
		imagesLeftOut: images.length > MOST_IMAGES,
		objects: objects.slice(0, MOST_OBJECTS),
		objectsLeftOut: objects.length > MOST_OBJECTS
	};
}
