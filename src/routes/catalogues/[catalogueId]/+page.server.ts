import { redirect } from '@sveltejs/kit';
import { catalogueViewSchema } from '#schema/cataloguePage.ts';
import { removeCatalogue } from '#server/commands/catalogues/removeCatalogue.ts';
import { cataloguePage } from '#server/queries/catalogues.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:catalogues');
	const view = catalogueViewSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => {
		const shown = await cataloguePage(user, params.catalogueId, view);
		return { shown, title: shown.catalogue.name };
	});
};

export const actions: Actions = {
	remove: async ({ request, locals, params: { catalogueId } }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) =>
			removeCatalogue({ user }, { ...fields, catalogueId })
		);
		if ('done' in outcome) redirect(303, '/catalogues');
		return outcome;
	}
};
