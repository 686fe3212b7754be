import { favouriteViewSchema } from '#schema/favouriteView.ts';
import { keepFavourites } from '#server/commands/keepFavourites.ts';
import { listFavourites } from '#server/queries/favourites.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** One’s starred objects, as the page sorts them. */
export const GET = lists(
	(user, { url }) =>
		listFavourites(user, favouriteViewSchema.parse(Object.fromEntries(url.searchParams))),
	({ id }) => id
);

/** Puts one’s star on many objects; answers how many are new. */
export const POST = carriesOut(keepFavourites);
