import type { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import {
	addRowSchema,
	changeRowSchema,
	deleteRowSchema,
	MOST_ROWS,
	type Watchlist,
	type WatchlistRow
} from '#schema/watch.ts';
import { readDec, readRa } from '#science/sky/readAngle.ts';
import { store, without, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import {
	deleteRow as deleteRowDoc,
	findRow,
	insertRow,
	nextPlace,
	replaceRow
} from '../../store/watchlistRows.ts';
import { countRows } from '../../store/watchlists.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { objectsKnownAt } from './knownObjects.ts';
import { announceWatchlist, watchlistToChange } from './watchlistToChange.ts';

type RowFields = Pick<z.output<typeof addRowSchema>, 'name' | 'ra' | 'dec' | 'radiusArcsec'>;

/** Adds one position to a watchlist. */
export async function addRow(context: CommandContext, input: unknown): Promise<WatchlistRow> {
	const { commandId, watchlistId, ...fields } = parse(addRowSchema, input);
	const added = await once(context, { command: 'addRow', commandId }, async (transaction) => {
		const watchlist = await watchlistToChange(context.user, watchlistId, transaction);
		refuseMoreThan(watchlist.nRows + 1);
		const [batch] = watchlist.batches;
		const place = await nextPlace(store(), watchlist, transaction);
		const row = { id: newId(), watchlistId, batch, place, ...(await placed(fields, watchlist)) };
		await insertRow(store(), row, transaction);
		await countRows(store(), watchlistId, 1, transaction);
		await note(context, 'addRow', { watchlistId, after: said(row) }, transaction);
		return row;
	});
	await announceWatchlist(context.user);
	return added;
}

/** Rewrites one row in place. */
export async function changeRow(context: CommandContext, input: unknown): Promise<WatchlistRow> {
	const { commandId, watchlistId, rowId, ...fields } = parse(changeRowSchema, input);
	const changed = await once(context, { command: 'changeRow', commandId }, async (transaction) => {
		const watchlist = await watchlistToChange(context.user, watchlistId, transaction);
		const before = await rowOrRefuse(watchlist, rowId, transaction);
		const row = { ...before, ...(await placed(fields, watchlist)) };
		await replaceRow(store(), row, transaction);
		const what = { watchlistId, before: said(before), after: said(row) };
		await note(context, 'changeRow', what, transaction);
		return row;
	});
	await announceWatchlist(context.user);
	return changed;
}

/** Takes one row out; gives what it was, so that it can be put back. */
export async function deleteRow(context: CommandContext, input: unknown): Promise<WatchlistRow> {
	const { commandId, watchlistId, rowId } = parse(deleteRowSchema, input);
	const gone = await once(context, { command: 'deleteRow', commandId }, async (transaction) => {
		const watchlist = await watchlistToChange(context.user, watchlistId, transaction);
		const before = await rowOrRefuse(watchlist, rowId, transaction);
		await deleteRowDoc(store(), rowId, transaction);
		await countRows(store(), watchlistId, -1, transaction);
		await note(context, 'deleteRow', { watchlistId, before: said(before) }, transaction);
		return before;
	});
	await announceWatchlist(context.user);
	return gone;
}

export function refuseMoreThan(rows: number): void {
	if (rows <= MOST_ROWS) return;
	throw new Failure(
		'Invalid',
		`A watchlist holds at most ${MOST_ROWS} rows; make a second one.`,
		'watchlistId'
	);
}

async function placed(
	{ name, ra: raText, dec: decText, radiusArcsec }: RowFields,
	list: Watchlist
) {
	const ra = readRa(raText);
	const dec = readDec(decText);
	if (Number.isNaN(ra)) throw noAngle('ra', `“${raText}” is no right ascension`);
	if (Number.isNaN(dec)) throw noAngle('dec', `“${decText}” is no declination`);
	const circle = { ra, dec, radiusArcsec: radiusArcsec ?? list.radiusArcsec };
	return { name, ...circle, objectIds: await objectsKnownAt(store(), circle) };
}

function noAngle(field: string, what: string): Failure {
	const how =
		field === 'ra' ? 'degrees (0 to 360) or hh:mm:ss' : 'degrees (−90 to 90) or ±dd:mm:ss';
	return new Failure('Invalid', `${what}: write ${how}.`, field);
}

async function rowOrRefuse(
	watchlist: Watchlist,
	rowId: string,
	transaction: Transaction
): Promise<WatchlistRow> {
	const row = await findRow(store(), watchlist, rowId, transaction);
	if (row) return row;
	throw new Failure('NotFound', 'This row is not in the watchlist (any more).', 'rowId');
}

function note(
	{ user }: CommandContext,
	action: string,
	{ watchlistId, ...what }: { watchlistId: string; before?: unknown; after?: unknown },
	transaction: Transaction
): Promise<void> {
	return audit(user, { action, target: `watchlist ${watchlistId}`, ...what }, transaction);
}

const said = (row: WatchlistRow) => without(row, 'watchlistId', 'batch', 'objectIds');
