import { unwatchObject, watchObject } from '#server/commands/watches.ts';
import { listWatches } from '#server/queries/watching.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:watch');
	return locals.outcomes.show(async (user) => ({
		title: 'Watched objects',
		watches: await listWatches(user)
	}));
};

export const actions: Actions = {
	watch: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act(async (user) => {
			await watchObject({ user }, fields);
			return null;
		});
	},
	unwatch: async ({ request, locals }) => {
		const form = await request.formData();
		const [objectId, name, reason] = ['objectId', 'name', 'reason'].map((field) => {
			const value = form.get(field);
			return typeof value === 'string' ? value : '';
		});
		return locals.outcomes.act(async (user) => {
			await unwatchObject({ user }, Object.fromEntries(form));
			return { ended: { objectId, name, reason } };
		});
	}
};
