import { lensNeighbours } from '#server/queries/lensFitNeighbours.ts';
import type { RequestHandler } from './$types';

/** Steady sources in the same images, and what they have in common. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) => lensNeighbours(user, params.id, url.searchParams));
