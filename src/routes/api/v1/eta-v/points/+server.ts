import { etaVPoints } from '#server/queries/etaVPoints.ts';
import type { RequestHandler } from './$types';

/** Points of the plane of this address as little-endian columns (schema/etaVBody.ts). */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.file((user) => etaVPoints(user, url.searchParams), {
		'content-type': 'application/octet-stream',
		'cache-control': 'no-store'
	});
