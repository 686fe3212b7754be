import { importRowsSchema, type Watchlist, type WatchlistRow } from '#schema/watch.ts';
import { readWatchlistFile, type ReadRow } from '../../files/watchlistFile.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { deleteBatches, insertBatch, nextPlace } from '../../store/watchlistRows.ts';
import { findWatchlist, showBatch } from '../../store/watchlists.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { objectsKnownAtAll } from './knownObjects.ts';
import { refuseMoreThan } from './rows.ts';
import { announceWatchlist, watchlistToChange } from './watchlistToChange.ts';

/**
 * Imports a CSV or VOTable into a watchlist: all of its rows, or none. They are written under a batch of their own, which one
 * transaction then shows. Gives how many there are.
 */
export async function importRows(
	context: CommandContext,
	input: unknown,
	file: { bytes: Uint8Array; fileName: string }
): Promise<number> {
	const { commandId, watchlistId, how } = parse(importRowsSchema, input);
	const { user } = context;
	const target = await watchlistToChange(user, watchlistId);
	const read = readWatchlistFile(file.bytes, { fileName: file.fileName, ...target });
	const batch = newId();
	const replaceable = new Set([batch, ...target.batches]);
	try {
		await insertBatch(store(), await rowsOf(read, { batch, watchlist: target }));
		const count = await once(context, { command: 'importRows', commandId }, async (transaction) => {
			const before = await watchlistToChange(user, watchlistId, transaction);
			const isAdded = how === 'add';
			const nRows = (isAdded ? before.nRows : 0) + read.length;
			refuseMoreThan(nRows);
			const batches = [...(isAdded ? before.batches : []), batch];
			await showBatch(store(), watchlistId, { batches, nRows }, transaction);
			const after = { file: file.fileName, how, rows: read.length, removed: before.nRows };
			const event = { action: 'importRows', target: `watchlist ${watchlistId}`, after };
			await audit(user, event, transaction);
			for (const id of before.batches) replaceable.add(id);
			return read.length;
		});
		await announceWatchlist(user);
		return count;
	} finally {
		// The rows that were replaced; or these, when the import was refused or sent a second time.
		const shown = new Set((await findWatchlist(store(), watchlistId))?.batches);
		const gone = [...replaceable].filter((id) => !shown.has(id));
		await deleteBatches(store(), gone);
	}
}

async function rowsOf(
	read: ReadRow[],
	{ batch, watchlist }: { batch: string; watchlist: Watchlist }
): Promise<WatchlistRow[]> {
	const known = await objectsKnownAtAll(store(), read);
	const first = await nextPlace(store(), watchlist);
	return read.map((row, i) => ({
		// A random id for each row would take longer than reading the file.
		id: `${batch}-${i}`,
		watchlistId: watchlist.id,
		batch,
		place: first + i,
		...row,
		objectIds: known[i]
	}));
}
