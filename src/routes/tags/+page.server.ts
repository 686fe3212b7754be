import { writeTagProtocol } from '#server/commands/tags/describeTag.ts';
import { vocabularyPage } from '#server/queries/tagVocabulary.ts';
import { tagActions } from '../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:tags');
	return locals.outcomes.show(async (user) => ({
		title: 'Tags',
		shown: await vocabularyPage(user)
	}));
};

export const actions: Actions = {
	undoTagChange: tagActions.undoTagChange,
	protocol: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => writeTagProtocol({ user }, fields));
	}
};
