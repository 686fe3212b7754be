import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import type { Watchlist } from '#schema/watch.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findWatchlist } from '../../store/watchlists.ts';

/** The watchlist, as far as this person may see it: a private one is not there for anybody but its owner. */
export async function visibleWatchlist(
	user: User,
	watchlistId: string,
	transaction?: Transaction
): Promise<Watchlist> {
	const watchlist = await findWatchlist(store(), watchlistId, transaction);
	if (watchlist && (watchlist.shared || watchlist.ownerId === user.id)) return watchlist;
	throw new Failure('NotFound', 'There is no such watchlist, or it is private.');
}

/** The watchlist if this person may change it. */
export async function watchlistToChange(
	user: User,
	watchlistId: string,
	transaction?: Transaction
): Promise<Watchlist> {
	const watchlist = await visibleWatchlist(user, watchlistId, transaction);
	mayOrRefuse(user, 'changeWatch', { ownerId: watchlist.ownerId });
	return watchlist;
}

/** Pages of watchlists load again; what a private one is about nobody hears. */
export async function announceWatchlist(user: User): Promise<void> {
	const by = { kind: 'watch' as const, byId: user.id, byName: user.displayName };
	await announce({ topic: 'watchlists', ...by });
}
