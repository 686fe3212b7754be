import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { readCutout } from '../files/cutout.ts';
import { keptCutout } from '../files/cutoutCache.ts';
import { cutoutCache } from '../files/cutoutFolder.ts';
import { localStorage } from '../files/storage.ts';
import { store } from '../store/client.ts';
import { findImage } from '../store/images.ts';
import { signedIn } from './signedIn.ts';

const cutoutSchema = z.object({
	imageId: z.coerce.number().int().positive(),
	ra: z.coerce.number().min(-360).max(720),
	dec: z.coerce.number().min(-90).max(90),
	sizeArcsec: z.coerce.number().min(1).max(3600).default(120),
	/** Jy/beam, black and white. */
	low: z.coerce.number(),
	high: z.coerce.number()
});

/** A square of an image around a position as PNG; `input` as it stands in the address. */
export async function cutoutImage(
	user: User | null,
	input: unknown
): Promise<Uint8Array<ArrayBuffer>> {
	signedIn(user);
	const wanted = cutoutSchema.safeParse(input);
	if (!wanted.success || !(wanted.data.high > wanted.data.low))
		throw new Failure('Invalid', 'A cutout needs imageId, ra, dec, low and a higher high.');
	const { imageId, ...cutout } = wanted.data;
	const image = await findImage(store(), imageId);
	if (!image) throw new Failure('NotFound', `There is no image ${imageId}.`, 'imageId');
	return keptCutout(cutoutCache(), { image, request: cutout }, () =>
		readCutout(localStorage(), image.path, cutout)
	);
}
