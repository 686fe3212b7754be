import { skyPage } from '#server/queries/skyPage.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:images');
	return locals.outcomes.show(async (user) => ({
		shown: await skyPage(user, url.searchParams),
		title: 'Sky'
	}));
};
