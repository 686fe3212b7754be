import { redirect } from '@sveltejs/kit';
import { keepFavourites } from '#server/commands/keepFavourites.ts';
import { queueOfChosen } from '#server/commands/queues/queueOfChosen.ts';
import { deleteQuery, forkQuery, saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { sourceChoices } from '#server/queries/sourceChoices.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { savedQueryHref } from '#schema/savedQueryHref.ts';
import { tagActions } from '../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:sources');
	return locals.outcomes.show(async (user) => {
		const [shown, choices] = await Promise.all([
			sourcesPage(user, url.searchParams),
			sourceChoices(user, url.searchParams)
		]);
		return {
			title: choices.opened?.name ?? 'Sources',
			address: url.searchParams.toString(),
			shown,
			choices,
			reloads: 'live:sources'
		};
	});
};

export const actions: Actions = {
	...tagActions,
	keepFavourites: async ({ request, locals }) => {
		const form = await request.formData();
		const fields = { ...Object.fromEntries(form), targetIds: form.getAll('targetIds') };
		return locals.outcomes.act((user) => keepFavourites({ user }, fields));
	},
	queueOfChosen: async ({ request, locals }) => {
		const form = await request.formData();
		const fields = { ...Object.fromEntries(form), targetIds: form.getAll('targetIds') };
		const outcome = await locals.outcomes.act((user) => queueOfChosen({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/queues/${outcome.done.id}`);
		return outcome;
	},
	save: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => saveQuery({ user }, fields));
		if ('done' in outcome && outcome.done) {
			const { id } = outcome.done;
			redirect(303, fields.then === 'queue' ? queueHref(id) : savedQueryHref(outcome.done));
		}
		return outcome;
	},
	fork: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => forkQuery({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, savedQueryHref(outcome.done));
		return outcome;
	},
	remove: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => deleteQuery({ user }, fields));
		if ('done' in outcome) redirect(303, '/saved-queries');
		return outcome;
	}
};

function queueHref(queryId: string): string {
	return `/queues/new?from=savedQuery&id=${queryId}`;
}
