import { Failure } from '#schema/failure.ts';
import type { Image } from '#schema/image.ts';
import { store } from '../store/client.ts';
import { findImage } from '../store/images.ts';

/** The image of this number, as it stands in an address. */
export async function knownImage(named: string): Promise<Image> {
	const id = /^[1-9]\d{0,15}$/.test(named) ? Number(named) : null;
	const image = id === null ? null : await findImage(store(), id);
	if (image) return image;
	throw new Failure(
		'NotFound',
		`There is no image ${named.slice(0, 40)}: it was deleted with the last run that used it, or never was.`,
		'id'
	);
}
