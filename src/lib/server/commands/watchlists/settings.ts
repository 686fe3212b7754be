import type { User } from '#schema/user.ts';
import {
	changeWatchlistSchema,
	namedWatchlistSchema,
	newWatchlistSchema,
	type Watchlist,
	type WatchlistSettings
} from '#schema/watch.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store, without } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { deleteRowsOf } from '../../store/watchlistRows.ts';
import {
	changeWatchlistSettings,
	deleteWatchlistDoc,
	insertWatchlist
} from '../../store/watchlists.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceWatchlist, watchlistToChange } from './watchlistToChange.ts';

/** Makes an empty watchlist; rows are added or imported next. */
export async function createWatchlist(context: CommandContext, input: unknown): Promise<Watchlist> {
	const { commandId, ...settings } = parse(newWatchlistSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'watch');
	const made = await once(
		context,
		{ command: 'createWatchlist', commandId },
		async (transaction) => {
			const watchlist = newWatchlist(user, { ...settings, active: true });
			await insertWatchlist(store(), watchlist, transaction);
			const event = { action: 'createWatchlist', target: `watchlist ${watchlist.id}` };
			await audit(user, { ...event, after: watchlist.name }, transaction);
			return watchlist;
		}
	);
	await announceWatchlist(user);
	return made;
}

/** Renames, shares, switches a watchlist and sets what it tells of. Rows keep the radius they have. */
export async function changeWatchlist(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, watchlistId, ...settings } = parse(changeWatchlistSchema, input);
	const { user } = context;
	await once(context, { command: 'changeWatchlist', commandId }, async (transaction) => {
		const before = await watchlistToChange(user, watchlistId, transaction);
		await changeWatchlistSettings(store(), watchlistId, settings, transaction);
		const event = { action: 'changeWatchlist', target: `watchlist ${watchlistId}` };
		await audit(user, { ...event, before: without(before, 'id'), after: settings }, transaction);
	});
	await announceWatchlist(user);
}

/** Deletes a watchlist with its rows. The alerts that it raised keep its name. */
export async function deleteWatchlist(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, watchlistId } = parse(namedWatchlistSchema, input);
	const { user } = context;
	await once(context, { command: 'deleteWatchlist', commandId }, async (transaction) => {
		const before = await watchlistToChange(user, watchlistId, transaction);
		await deleteWatchlistDoc(store(), watchlistId, transaction);
		const event = { action: 'deleteWatchlist', target: `watchlist ${watchlistId}`, before };
		await audit(user, event, transaction);
	});
	await deleteRowsOf(store(), watchlistId);
	await announceWatchlist(user);
}

function newWatchlist(user: User, settings: WatchlistSettings): Watchlist {
	const now = new Date();
	const owner = { ownerId: user.id, ownerName: user.displayName };
	const empty = { nRows: 0, batches: [newId()] };
	return { id: newId(), ...settings, ...owner, ...empty, createdAt: now, updatedAt: now };
}
