import { suggestPeople } from '#server/queries/comments.ts';
import type { RequestHandler } from './$types';

/** People whose name begins with ?q=, for mentions. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => suggestPeople(user, url.searchParams.get('q') ?? ''));
