import { addressOf } from '#schema/readAddress.ts';
import { watchlistViewSchema, type WatchlistView } from '#schema/watch.ts';

/** A watchlist's table with some of its state changed; it begins with its first page where the change names none. */
export function watchlistHref(
	watchlistId: string,
	view: WatchlistView,
	change: Partial<WatchlistView> = {}
): string {
	const beginning = { page: 1, after: null, before: null };
	const asked = { ...view, ...beginning, ...change };
	return `/watchlists/${watchlistId}${addressOf(watchlistViewSchema, asked)}`;
}
