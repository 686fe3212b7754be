import { deleteQuery, forkQuery, saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { queriesPage } from '#server/queries/savedQueries.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Saved queries',
		shown: await queriesPage(user, url.searchParams)
	}));

export const actions: Actions = {
	save: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => saveQuery({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/saved-queries?query=${outcome.done.id}`);
		return outcome;
	},
	fork: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => forkQuery({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/saved-queries?query=${outcome.done.id}`);
		return outcome;
	},
	remove: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => deleteQuery({ user }, fields));
	}
};
