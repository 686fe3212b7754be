import { watchlistViewSchema } from '#schema/watch.ts';
import { changeWatchlist, deleteWatchlist } from '#server/commands/watchlists/settings.ts';
import { watchlistPage } from '#server/queries/watching.ts';
import { carriesOut } from '../../carriesOut.ts';
import { pages } from '../../pages.ts';

/** A watchlist with one page of its rows. */
export const GET = pages(
	(user, { params, url }) => {
		const view = watchlistViewSchema.parse(Object.fromEntries(url.searchParams));
		return watchlistPage(user, params.id ?? '', view);
	},
	({ total, view, pageSize }) => ({ count: total, page: view.page, size: pageSize })
);

/** Changes its settings, all of them. */
export const PUT = carriesOut(changeWatchlist);

/** Deletes it with its rows. */
export const DELETE = carriesOut(deleteWatchlist);
