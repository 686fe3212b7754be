import { z } from 'zod';

export const FAVOURITE_SORTS = ['at', 'name', 'ra', 'dec', 'tags', 'note'] as const;

/** The state of one's favourites, as it stands in the URL. */
export const favouriteViewSchema = z.object({
	sort: z.enum(FAVOURITE_SORTS).catch('at'),
	order: z.enum(['asc', 'desc']).catch('desc')
});
export type FavouriteView = z.infer<typeof favouriteViewSchema>;
