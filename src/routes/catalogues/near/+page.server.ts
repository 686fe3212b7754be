import { nearPage } from '#server/queries/nearPosition.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:catalogues');
	return locals.outcomes.show(async (user) => ({
		title: 'What is known there',
		shown: await nearPage(user, url.searchParams)
	}));
};
