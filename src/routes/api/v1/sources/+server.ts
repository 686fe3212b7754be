import { listedSources } from '#server/queries/sources/listedSources.ts';
import type { RequestHandler } from './$types';

/** Sources that answer a question: the parameters of /sources, `limit` (at most 1000) and `after` (an id) → { count, rows, next }. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => listedSources(user, url.searchParams));
