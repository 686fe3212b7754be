import { redirect } from '@sveltejs/kit';
import { importUpload } from '#server/commands/catalogues/uploads.ts';
import { uploadPage } from '#server/queries/catalogues.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.outcomes.show(async (user) => {
		const shown = await uploadPage(user, params.uploadId, Object.fromEntries(url.searchParams));
		return { shown, title: `Import ${shown.upload.fileName}` };
	});

export const actions: Actions = {
	import: async ({ request, locals, params: { uploadId } }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) =>
			importUpload({ user }, { ...fields, uploadId })
		);
		if ('done' in outcome && outcome.done)
			redirect(
				303,
				'started' in outcome.done
					? '/catalogues#imports'
					: `/catalogues/${outcome.done.catalogue.id}`
			);
		return outcome;
	}
};
