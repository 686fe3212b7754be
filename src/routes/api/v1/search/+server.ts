import { searchListed } from '#server/queries/search.ts';
import type { RequestHandler } from './$types';

/** ?q=words&limit=8: objects, tags, comments and notes with these words. */
export const GET: RequestHandler = ({ locals, url: { searchParams } }) =>
	locals.outcomes.answer((user) =>
		searchListed(user, searchParams.get('q') ?? '', searchParams.get('limit'))
	);
