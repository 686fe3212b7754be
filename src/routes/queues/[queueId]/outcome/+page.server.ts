import { outcomePage } from '#server/queries/outcomes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, depends }) => {
	depends('live:outcome');
	return locals.outcomes.show(async (user) => {
		const shown = await outcomePage(user, params.queueId);
		return { shown, title: `Outcome of ${shown.queue.name}` };
	});
};
