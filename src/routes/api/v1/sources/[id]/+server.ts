import { oneSource } from '#server/queries/sources/oneSource.ts';
import type { RequestHandler } from './$types';

/** One source of a run, with its light curve. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => oneSource(user, params.id));
