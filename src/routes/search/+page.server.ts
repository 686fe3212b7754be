import { search } from '#server/queries/search.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Search',
		results: await search(user, url.searchParams.get('q') ?? '')
	}));
