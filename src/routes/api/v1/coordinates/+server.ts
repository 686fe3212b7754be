import { coordinates } from '#server/queries/coordinates.ts';
import type { RequestHandler } from './$types';

/** What a pasted position means: ?text=…&frame=icrs|fk5|galactic → { ra, dec, frame, understood }, degrees ICRS. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) =>
		Promise.resolve(coordinates(user, Object.fromEntries(url.searchParams)))
	);
