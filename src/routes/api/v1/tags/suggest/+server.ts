import { suggestTags } from '#server/queries/tags.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => suggestTags(user, url.searchParams.get('q') ?? ''));
