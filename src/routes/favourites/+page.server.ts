import { listFavourites } from '#server/queries/favourites.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({
		title: 'My favourites',
		favourites: await listFavourites(user)
	}));
