import { redirect } from '@sveltejs/kit';
import { describeTag } from '#server/commands/tags/describeTag.ts';
import { renameTag } from '#server/commands/tags/renameTag.ts';
import { tagPage } from '#server/queries/tagVocabulary.ts';
import { tagActions } from '../../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
	depends('live:tags');
	const loaded = await locals.outcomes.show(async (user) => {
		const shown = await tagPage(user, params.tag, url.searchParams.get('into'));
		return { shown, title: `Tag ${shown.tag.name}` };
	});
	// A synonym, or a word that was renamed: the page of the tag it stands for.
	const { name } = loaded.shown.tag;
	if (name !== params.tag) redirect(307, `/tags/${encodeURIComponent(name)}${url.search}`);
	return loaded;
};

export const actions: Actions = {
	undoTagChange: tagActions.undoTagChange,
	untag: tagActions.untag,
	describe: async ({ request, locals, params }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => describeTag({ user }, { ...fields, name: params.tag }));
	},
	rename: async ({ request, locals, params }) => {
		const fields = Object.fromEntries(await request.formData());
		const done = await locals.outcomes.act((user) =>
			renameTag({ user }, { ...fields, from: params.tag })
		);
		if ('done' in done && done.done) redirect(303, `/tags/${encodeURIComponent(done.done.into)}`);
		return done;
	}
};
