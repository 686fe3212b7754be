import { agreementPage } from '#server/queries/consensus.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:agreement');
	const countInSight = url.searchParams.has('inSight');
	return locals.outcomes.show(async (user) => {
		const shown = await agreementPage(user, params.queueId, { countInSight });
		return { shown, title: `Agreement in ${shown.queue.name}` };
	});
};
