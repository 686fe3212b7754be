import type { User } from '#schema/user.ts';
import type { Watchlist } from '#schema/watch.ts';
import type { WatchRow, WatchRuleRow } from '#schema/watchPage.ts';
import { may } from '../auth/may.ts';
import { visibleWatchlist } from '../commands/watchlists/watchlistToChange.ts';
import { visibleWatchRule } from '../commands/watchRules/watchRules.ts';
import { WATCHLIST_CSV_HEADER, watchlistCsvLine } from '../files/watchlistCsv.ts';
import { store } from '../store/client.ts';
import { findObjects } from '../store/objects.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { watchesOf } from '../store/watches.ts';
import { rowsOfWatchlist } from '../store/watchlistRows.ts';
import { watchlistsFor } from '../store/watchlists.ts';
import { watchRulesFor } from '../store/watchRules.ts';
import { candidateLinks } from './candidateLinks.ts';
import { signedIn } from './signedIn.ts';

/** What this person watches, the latest first. */
export async function listWatches(user: User | null): Promise<WatchRow[]> {
	const reader = signedIn(user);
	const watches = await watchesOf(store(), reader.id);
	const objectIds = watches.map(({ objectId }) => objectId);
	const [objects, tags, links] = await Promise.all([
		findObjects(store(), objectIds),
		tagsOfObjects(store(), objectIds),
		candidateLinks(objectIds)
	]);
	return watches.flatMap((watch) => {
		const object = objects.get(watch.objectId);
		if (!object) return [];
		const own = tags.filter(({ objectId }) => objectId === watch.objectId);
		const candidate = links.get(watch.objectId) ?? null;
		return { ...watch, object, tags: own.map(({ tag }) => tag), candidate };
	});
}

/** Watchlists that this person may see: shared ones and their own. */
export async function listWatchlists(user: User | null): Promise<Watchlist[]> {
	return watchlistsFor(store(), signedIn(user).id);
}

/** A watchlist as CSV, as the import reads it. */
export async function watchlistCsv(
	user: User | null,
	watchlistId: string
): Promise<Uint8Array<ArrayBuffer>> {
	const watchlist = await visibleWatchlist(signedIn(user), watchlistId);
	const lines = (await rowsOfWatchlist(store(), watchlist)).map(watchlistCsvLine);
	return new TextEncoder().encode(WATCHLIST_CSV_HEADER + lines.join(''));
}

/** Rules that this person may see: the team's and their own. */
export async function listWatchRules(user: User | null): Promise<WatchRuleRow[]> {
	const reader = signedIn(user);
	const rules = await watchRulesFor(store(), reader.id);
	return rules.map((rule) => ({
		...rule,
		allowed: { change: may(reader, 'changeWatch', { ownerId: rule.ownerId }) }
	}));
}

export async function watchRulePage(user: User | null, ruleId: string): Promise<WatchRuleRow> {
	const reader = signedIn(user);
	const rule = await visibleWatchRule(reader, ruleId);
	return { ...rule, allowed: { change: may(reader, 'changeWatch', { ownerId: rule.ownerId }) } };
}
