import { changeWatchlist, deleteWatchlist } from '#server/commands/watchlists/settings.ts';
import { watchlistAnswer } from '#server/queries/watchlistPage.ts';
import { carriesOut } from '../../carriesOut.ts';
import { walks } from '../../walks.ts';

/** A watchlist with some of its rows: sort, order, q, page, or after, limit. */
export const GET = walks((user, { event, address, ...walk }) =>
	watchlistAnswer(user, event.params.id ?? '', address, walk)
);

/** Changes its settings, all of them. */
export const PUT = carriesOut(changeWatchlist);

/** Deletes it with its rows. */
export const DELETE = carriesOut(deleteWatchlist);
