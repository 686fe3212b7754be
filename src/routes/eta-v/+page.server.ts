import { redirect } from '@sveltejs/kit';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { keepFavourites } from '#server/commands/keepFavourites.ts';
import { queueOfChosen } from '#server/commands/queues/queueOfChosen.ts';
import { etaVPage, objectOfChosen } from '#server/queries/etaV.ts';
import { sourceChoices } from '#server/queries/sourceChoices.ts';
import { tagActions } from '../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:sources');
	return locals.outcomes.show(async (user) => {
		const [shown, choices] = await Promise.all([
			etaVPage(user, url.searchParams),
			sourceChoices(user, url.searchParams)
		]);
		return { title: 'η–V plane', address: url.searchParams.toString(), shown, choices };
	});
};

export const actions: Actions = {
	...tagActions,
	favourite: async ({ request, locals, url }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act(async (user) => {
			const objectId = await objectOfChosen(user, url.searchParams);
			return toggleFavourite({ user }, { ...fields, objectId });
		});
	},
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
	}
};
