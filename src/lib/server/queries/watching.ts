import type { User } from '#schema/user.ts';
import type { Watchlist, WatchlistView } from '#schema/watch.ts';
import type { WatchlistPage, WatchRow, WatchRuleRow } from '#schema/watchPage.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { readDec, readRa } from '#science/sky/readAngle.ts';
import { may } from '../auth/may.ts';
import { visibleWatchlist } from '../commands/watchlists/watchlistToChange.ts';
import { visibleWatchRule } from '../commands/watchRules/watchRules.ts';
import { WATCHLIST_CSV_HEADER, watchlistCsvLine } from '../files/watchlistCsv.ts';
import { store } from '../store/client.ts';
import { findObjects } from '../store/objects.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { watchesOf } from '../store/watches.ts';
import {
	rowsOfWatchlist,
	watchlistPage as rowsPage,
	type RowSearch
} from '../store/watchlistRows.ts';
import { watchlistsFor } from '../store/watchlists.ts';
import { watchRulesFor } from '../store/watchRules.ts';
import { candidateLinks } from './candidateLinks.ts';
import { signedIn } from './signedIn.ts';

const PAGE_SIZE = 100;
/** How near a row has to be to a position that is searched for: the widest circle a row may have. */
const SEARCH_ARCSEC = 1800;

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

/** One page of a watchlist. */
export async function watchlistPage(
	user: User | null,
	watchlistId: string,
	view: WatchlistView
): Promise<WatchlistPage> {
	const reader = signedIn(user);
	const watchlist = await visibleWatchlist(reader, watchlistId);
	const asked = { ...view, search: searchOf(view.q), size: PAGE_SIZE };
	const { rows, total } = await rowsPage(store(), watchlist, asked);
	const nearest = rows.flatMap(({ objectIds }) => objectIds.slice(0, 1));
	const [objects, links] = await Promise.all([
		findObjects(store(), nearest),
		candidateLinks(nearest)
	]);
	return {
		watchlist,
		rows: rows.map((row) => {
			const object = objects.get(row.objectIds.at(0) ?? '') ?? null;
			const candidate = (object && links.get(object.id)) ?? null;
			return { ...row, object: object && { id: object.id, name: object.name }, candidate };
		}),
		total,
		pageSize: PAGE_SIZE,
		view,
		allowed: { change: may(reader, 'changeWatch', { ownerId: watchlist.ownerId }) }
	};
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

/** Two angles are a position; anything else is part of a name. */
function searchOf(q: string): RowSearch {
	if (q === '') return null;
	const circle = positionIn(q);
	return circle
		? { circle: { ...circle, radiusDeg: SEARCH_ARCSEC / ARCSEC_PER_DEG } }
		: { name: q };
}

function positionIn(text: string): { ra: number; dec: number } | null {
	const words = text.split(/[\s,]+/);
	for (let cut = 1; cut < words.length; cut++) {
		const ra = readRa(words.slice(0, cut).join(' '));
		const dec = readDec(words.slice(cut).join(' '));
		const isHalf = cut === words.length / 2;
		if (isHalf && !Number.isNaN(ra) && !Number.isNaN(dec)) return { ra, dec };
	}
	return null;
}
