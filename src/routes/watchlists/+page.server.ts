import { redirect } from '@sveltejs/kit';
import { createWatchlist } from '#server/commands/watchlists/settings.ts';
import { listWatchlists } from '#server/queries/watching.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:watchlists');
	return locals.outcomes.show(async (user) => ({
		title: 'Watchlists',
		watchlists: await listWatchlists(user)
	}));
};

export const actions: Actions = {
	create: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => createWatchlist({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/watchlists/${outcome.done.id}`);
		return outcome;
	}
};
