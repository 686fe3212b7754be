import { cutoutImage } from '#server/queries/cutoutImage.ts';
import type { RequestHandler } from './$types';

/** A square of an image as PNG: ra, dec, sizeArcsec, low and high in the address, with the image's version. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.file(
		(user) =>
			cutoutImage(user, { ...Object.fromEntries(url.searchParams), imageId: params.imageId }),
		{
			'content-type': 'image/png',
			// The version in the address changes with the image's content.
			'cache-control': url.searchParams.has('v')
				? 'private, max-age=31536000, immutable'
				: 'no-store'
		}
	);
