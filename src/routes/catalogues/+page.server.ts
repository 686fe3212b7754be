import { redirect } from '@sveltejs/kit';
import { Failure } from '#schema/failure.ts';
import { cancelCatalogueImport } from '#server/commands/catalogues/cancelCatalogueImport.ts';
import { refuseLargeCatalogue, uploadCatalogue } from '#server/commands/catalogues/uploads.ts';
import { cataloguesPage } from '#server/queries/catalogues.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:catalogues');
	return locals.outcomes.show(async (user) => ({
		title: 'Catalogues',
		reloads: 'live:catalogues',
		shown: await cataloguesPage(user)
	}));
};

export const actions: Actions = {
	upload: async ({ request, locals }) => {
		const { file } = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act(async (user) => {
			if (!(file instanceof File) || file.name === '')
				throw new Failure('Invalid', 'Choose a file first.', 'file');
			refuseLargeCatalogue(file.size);
			const bytes = new Uint8Array(await file.arrayBuffer());
			return uploadCatalogue({ user }, { name: file.name, bytes });
		});
		if ('done' in outcome && outcome.done) redirect(303, `/catalogues/import/${outcome.done.id}`);
		return outcome;
	},
	cancelImport: act(cancelCatalogueImport)
};
