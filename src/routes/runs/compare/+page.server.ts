import { compareRunsPage } from '#server/queries/compareRuns.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Two runs side by side',
		compared: await compareRunsPage(user, url.searchParams)
	}));
