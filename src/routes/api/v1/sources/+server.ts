import { listedSources } from '#server/queries/sources/listedSources.ts';
import { nextLink } from '../walks.ts';
import type { RequestHandler } from './$types';

/** Sources that answer a question: the parameters of /sources, `limit` (at most 1000) and `after` (an id) → { count, rows, next }. */
export const GET: RequestHandler = async ({ locals, url }) => {
	let after: number | null = null;
	const response = await locals.outcomes.answer(async (user) => {
		const listed = await listedSources(user, url.searchParams);
		after = listed.next;
		return listed;
	});
	if (after !== null) response.headers.set('link', nextLink(url, after));
	return response;
};
