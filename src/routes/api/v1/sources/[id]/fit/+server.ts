import { lensFit } from '#server/queries/lensFit.ts';
import type { RequestHandler } from './$types';

/** The best lens and the best ordinary explanation of its light curve; `?without=12,13` leaves out measurements. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) => lensFit(user, params.id, url.searchParams));
