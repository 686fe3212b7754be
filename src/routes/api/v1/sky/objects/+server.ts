import { skyObjects } from '#server/queries/skyObjects.ts';
import type { RequestHandler } from './$types';

/** Objects of a part of the sky, or how many there are cell by cell: ?ra=…&dec=… (ICRS) &radius=… (degrees). */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => skyObjects(user, Object.fromEntries(url.searchParams)));
