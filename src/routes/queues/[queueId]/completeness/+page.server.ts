import { completenessPage } from '#server/queries/completeness.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:completeness');
	return locals.outcomes.show(async (user) => {
		const shown = await completenessPage(user, params.queueId, url.searchParams);
		return { shown, title: `Completeness of ${shown.queue.name}` };
	});
};
