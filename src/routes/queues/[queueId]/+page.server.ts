import { queuePage } from '#server/queries/queues.ts';
import { candidateListSchema } from '#schema/queue.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:queue');
	const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => {
		const shown = await queuePage(user, params.queueId, list);
		return { shown, title: shown.queue.name };
	});
};
