import { createWatchlist } from '#server/commands/watchlists/settings.ts';
import { listWatchlists } from '#server/queries/watching.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** Shared watchlists and one’s own. */
export const GET = lists(listWatchlists, ({ id }) => id);

/** Makes a watchlist. */
export const POST = carriesOut(createWatchlist);
