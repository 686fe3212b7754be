import { noteFavourite, toggleFavourite } from '#server/commands/favourites.ts';
import { listFavourites } from '#server/queries/favourites.ts';
import { favouriteViewSchema } from '#schema/favouriteView.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const view = favouriteViewSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => ({
		title: 'My favourites',
		view,
		favourites: await listFavourites(user, view)
	}));
};

export const actions: Actions = {
	favourite: async ({ request, locals }) => {
		const form = await request.formData();
		return locals.outcomes.act(async (user) => {
			const isOn = await toggleFavourite({ user }, Object.fromEntries(form));
			return isOn
				? null
				: { removed: { objectId: text(form, 'objectId'), name: text(form, 'name') } };
		});
	},
	note: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => noteFavourite({ user }, fields));
	}
};

function text(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
