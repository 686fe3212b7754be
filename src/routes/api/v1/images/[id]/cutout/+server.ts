import { imageCutout } from '#server/queries/imageCutout.ts';
import type { RequestHandler } from './$types';

/** A square of an image: ?ra=…&dec=… (degrees ICRS) &size=2 (arcmin) &format=fits|png|json. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.download((user) =>
		imageCutout(user, { ...Object.fromEntries(url.searchParams), id: params.id })
	);
