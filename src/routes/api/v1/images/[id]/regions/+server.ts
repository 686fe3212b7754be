import { imageRegions } from '#server/queries/regions.ts';
import type { RequestHandler } from './$types';

/** Measurements of the image, or around a position: ?ra=…&dec=… (ICRS) &radius=20arcmin [&run][&source][&measurement][&forced=no] &format=ds9|json. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.download((user) =>
		imageRegions(user, { ...Object.fromEntries(url.searchParams), id: params.id })
	);
