import type { WatchlistView } from '#schema/watch.ts';

const DEFAULTS: WatchlistView = { sort: 'place', order: 'asc', page: 1, q: '' };

/** A watchlist's table with some of its state changed; anything but a change of page starts at page 1. */
export function watchlistHref(
	watchlistId: string,
	view: WatchlistView,
	change: Partial<WatchlistView> = {}
): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries({ ...view, page: 1, ...change })) {
		// Object.entries forgets which keys it was given.
		if (value !== DEFAULTS[name as keyof WatchlistView]) query.set(name, String(value));
	}
	return `/watchlists/${watchlistId}${query.size > 0 ? `?${query.toString()}` : ''}`;
}
