import { counterpartsAsked } from '#server/queries/objectsNearCatalogue.ts';
import type { RequestHandler } from './$types';

/** Every object with a counterpart in this catalogue, with the separation of the nearest: ?radius= (arcsec). */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) =>
		counterpartsAsked(user, params.id, Object.fromEntries(url.searchParams))
	);
