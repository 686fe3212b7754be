import { redirect } from '@sveltejs/kit';
import { defineTaxonomy } from '#server/commands/taxonomies/defineTaxonomy.ts';
import { taxonomyPage } from '#server/queries/taxonomies.ts';
import { classRows } from '#schema/taxonomyForm.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.outcomes.show(async (user) => {
		const shown = await taxonomyPage(user, params.taxonomyId);
		return { shown, title: `${shown.taxonomy.name}, version ${shown.taxonomy.version}` };
	});

export const actions: Actions = {
	define: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const wanted = { ...fields, classes: classRows(fields) };
		const outcome = await locals.outcomes.act((user) => defineTaxonomy({ user }, wanted));
		if ('done' in outcome && outcome.done) redirect(303, `/taxonomies/${outcome.done.id}`);
		return outcome;
	}
};
