import { crossmatchesAsked } from '#server/queries/crossmatches.ts';
import type { RequestHandler } from './$types';

/** What the local catalogues have near a position: ?ra=&dec= (degrees ICRS) &radius= (arcsec, 60) &epoch= (MJD). */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => crossmatchesAsked(user, Object.fromEntries(url.searchParams)));
