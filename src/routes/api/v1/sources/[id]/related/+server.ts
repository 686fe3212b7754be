import { relatedSources } from '#server/queries/sources/oneSource.ts';
import type { RequestHandler } from './$types';

/** Sources that share measurements with this one → { count, rows }. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => relatedSources(user, params.id));
