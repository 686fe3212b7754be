import { Failure } from '#schema/failure.ts';
import { removeUpload } from '#server/commands/uploads/removeUpload.ts';
import { sendUpload } from '#server/commands/uploads/sendUpload.ts';
import { uploadsPage } from '#server/queries/inboxUploads.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:uploads');
	return locals.outcomes.show(async (user) => ({
		title: 'Uploads',
		reloads: 'live:uploads',
		shown: await uploadsPage(user)
	}));
};

export const actions: Actions = {
	send: async ({ request, locals }) => {
		const { file } = Object.fromEntries(await request.formData());
		return locals.outcomes.act(async (user) => {
			if (!(file instanceof File) || file.name === '')
				throw new Failure('Invalid', 'Choose a file first.', 'file');
			const bytes = new Uint8Array(await file.arrayBuffer());
			return sendUpload({ user }, { name: file.name, bytes });
		});
	},
	remove: act(removeUpload)
};
