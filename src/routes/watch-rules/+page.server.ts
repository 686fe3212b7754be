import { deleteWatchRule, switchWatchRule } from '#server/commands/watchRules/watchRules.ts';
import { listWatchRules } from '#server/queries/watching.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:watchRules');
	return locals.outcomes.show(async (user) => ({
		title: 'Watch rules',
		rules: await listWatchRules(user)
	}));
};

export const actions: Actions = {
	switch: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => switchWatchRule({ user }, fields));
	},
	remove: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => deleteWatchRule({ user }, fields));
	}
};
