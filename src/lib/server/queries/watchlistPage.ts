import type { Walk } from '#schema/api/paging.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import {
	WIDEST_ARCSEC,
	watchlistViewSchema,
	type Watchlist,
	type WatchlistRow,
	type WatchlistView
} from '#schema/watch.ts';
import type { WatchlistPage, WatchlistRowShown } from '#schema/watchPage.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { readDec, readRa } from '#science/sky/readAngle.ts';
import { may } from '../auth/may.ts';
import { visibleWatchlist } from '../commands/watchlists/watchlistToChange.ts';
import { store } from '../store/client.ts';
import { findObjects } from '../store/objects.ts';
import { sortedBy, type RowPlace } from '../store/watchlistRowOrder.ts';
import { countRowsOf, watchlistPart, type RowSearch } from '../store/watchlistRows.ts';
import { candidateLinks } from './candidateLinks.ts';
import { refuseProblems } from './refuseProblems.ts';
import { signedIn } from './signedIn.ts';
import { BEGINNING, lostPlace } from './walk.ts';

const PAGE_SIZE = 100;

/** One page of a watchlist, as the address asks for it. */
export async function watchlistPage(
	user: User | null,
	watchlistId: string,
	address: URLSearchParams
): Promise<WatchlistPage> {
	const reader = signedIn(user);
	const watchlist = await visibleWatchlist(reader, watchlistId);
	const { asked: view, problems } = readAddress(watchlistViewSchema, address);
	return { ...(await partOf(reader, watchlist, view, PAGE_SIZE)), problems };
}

/** The same for machines: what cannot be read is refused. */
export async function watchlistAnswer(
	user: User | null,
	watchlistId: string,
	address: URLSearchParams,
	{ after, limit }: Walk = BEGINNING
): Promise<Omit<WatchlistPage, 'problems'>> {
	const reader = signedIn(user);
	const watchlist = await visibleWatchlist(reader, watchlistId);
	const asked = new URLSearchParams(address);
	// Not as in forms, where what is left empty is not asked for.
	if (after !== null) asked.set('after', after.trim() === '' ? '-' : after);
	const { asked: view, problems } = readAddress(watchlistViewSchema, asked);
	refuseProblems(problems);
	return partOf(reader, watchlist, view, limit ?? PAGE_SIZE);
}

async function partOf(
	reader: User,
	watchlist: Watchlist,
	view: WatchlistView,
	limit: number
): Promise<Omit<WatchlistPage, 'problems'>> {
	const asked = { sort: view.sort, order: view.order, search: searchOf(view.q) };
	const [found, total] = await Promise.all([
		watchlistPart(store(), watchlist, {
			...{ ...asked, limit },
			skip: (view.page - 1) * PAGE_SIZE,
			after: placeIn(view.after, view.sort),
			before: placeIn(view.before, view.sort)
		}),
		countRowsOf(store(), watchlist, asked)
	]);
	const head = found.at(0);
	const last = found.at(-1);
	const first = head ? await countRowsOf(store(), watchlist, asked, placeOf(head, view.sort)) : 0;
	return {
		...{ watchlist, total, first, view },
		rows: await withObjects(found),
		earlier: head && first > 0 ? written(placeOf(head, view.sort), view.sort) : null,
		next:
			last && first + found.length < total ? written(placeOf(last, view.sort), view.sort) : null,
		allowed: { change: may(reader, 'changeWatch', { ownerId: watchlist.ownerId }) }
	};
}

async function withObjects(rows: WatchlistRow[]): Promise<WatchlistRowShown[]> {
	const nearest = rows.flatMap(({ objectIds }) => objectIds.slice(0, 1));
	const [objects, links] = await Promise.all([
		findObjects(store(), nearest),
		candidateLinks(nearest)
	]);
	return rows.map((row) => {
		const object = objects.get(row.objectIds.at(0) ?? '') ?? null;
		const candidate = (object && links.get(object.id)) ?? null;
		return { ...row, object: object && { id: object.id, name: object.name }, candidate };
	});
}

function placeOf(row: WatchlistRow, sort: WatchlistView['sort']): RowPlace {
	return { id: row.id, place: row.place, value: sortedBy(row, sort) };
}

/** All that the order goes by, so that one can go on from a row that is gone meanwhile. */
function written({ id, place, value }: RowPlace, sort: WatchlistView['sort']): string {
	return [place, id, ...(sort === 'place' ? [] : [value])].join(' ');
}

function placeIn(text: string | null, sort: WatchlistView['sort']): RowPlace | null {
	if (text === null) return null;
	const [place, id, ...words] = text.split(' ');
	// Of another order of the table.
	if ((sort === 'place') !== (words.length === 0)) throw lostPlace();
	const value = sort === 'place' ? place : words.join(' ');
	if (sort === 'name') return { id, place: Number(place), value };
	if (value === '' || !Number.isFinite(Number(value))) throw lostPlace();
	return { id, place: Number(place), value: Number(value) };
}

/** Two angles are a position; anything else is part of a name. */
function searchOf(q: string): RowSearch {
	if (q === '') return null;
	// As near as the widest circle that a row may have.
	const circle = positionIn(q);
	return circle
		? { circle: { ...circle, radiusDeg: WIDEST_ARCSEC / ARCSEC_PER_DEG } }
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
