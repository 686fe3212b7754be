import { visitHome } from '#server/commands/visitHome.ts';
import { homePage } from '#server/queries/homePage.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:runs');
	return locals.outcomes.show(async (user) => ({
		shown: await homePage(user, await visitHome({ user })),
		title: 'Home'
	}));
};
