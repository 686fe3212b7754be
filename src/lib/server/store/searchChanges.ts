import type { Timestamp } from 'mongodb';
import type { SearchKind } from '#schema/search.ts';
import { log } from '../log.ts';
import type { Store } from './client.ts';
import { kindIn, SEARCHED_COLLECTIONS } from './searchable.ts';

/** Something that the search has to look at again: an entry, or a room whose notes may read otherwise now. */
export type SearchChange = { kind: SearchKind; key: string } | { kind: 'room'; key: string };

interface ChangeEvent {
	ns: { coll: string };
	documentKey: { _id: string };
	fullDocument?: { room?: string };
	clusterTime: Timestamp;
}

const EDITS = 'yUpdates';
const REOPEN_AFTER_MS = 500;

/**
 * Hears of everything that is searched for, whoever writes it, from `since` on and until closed. `onGap` is called where
 * changes were missed that cannot be read again: the index is then filled anew.
 */
export function watchSearched(
	store: Store,
	since: Timestamp,
	listener: { onChange(change: SearchChange, at: Timestamp): void; onGap(): void }
): () => Promise<void> {
	let closed = false;
	let heardUntil = since;
	let stream = openStream(store, heardUntil);
	async function run(): Promise<void> {
		while (!closed) {
			try {
				for await (const event of stream) {
					heardUntil = event.clusterTime;
					const change = changeOf(event);
					if (change) listener.onChange(change, heardUntil);
				}
			} catch (error) {
				if (!closed) log.warn('the stream of searched changes broke', { error: String(error) });
				if (!closed && isForgotten(error)) {
					heardUntil = await presentTime(store).catch(() => heardUntil);
					listener.onGap();
				}
			}
			if (!closed) await reopen();
		}
	}
	async function reopen(): Promise<void> {
		await stream.close().catch(() => undefined);
		await new Promise((resolve) => setTimeout(resolve, REOPEN_AFTER_MS));
		// Events of the same moment come twice; looking at them twice changes nothing.
		if (!closed) stream = openStream(store, heardUntil);
	}
	void run();
	return async () => {
		closed = true;
		await stream.close();
	};
}

/** The database's own clock: a stream from this moment on misses nothing that is written after this call. */
export async function presentTime(store: Store): Promise<Timestamp> {
	const answer = await store.db.command({ ping: 1 });
	// The driver types answers loosely; every member of a replica set reports its time.
	return answer.operationTime as Timestamp;
}

function openStream(store: Store, startAtOperationTime: Timestamp) {
	const stream = store.db.watch(
		[
			{
				$match: {
					$or: [
						{ 'ns.coll': { $in: SEARCHED_COLLECTIONS } },
						{ 'ns.coll': EDITS, operationType: 'insert' }
					],
					operationType: { $in: ['insert', 'update', 'replace', 'delete'] }
				}
			},
			{ $project: { ns: 1, documentKey: 1, clusterTime: 1, 'fullDocument.room': 1 } }
		],
		{ startAtOperationTime }
	);
	// The projection above leaves these fields.
	return stream as unknown as AsyncIterable<ChangeEvent> & { close(): Promise<void> };
}

function changeOf({ ns, documentKey, fullDocument }: ChangeEvent): SearchChange | null {
	if (ns.coll === EDITS)
		return fullDocument?.room ? { kind: 'room', key: fullDocument.room } : null;
	const kind = kindIn(ns.coll);
	return kind && { kind, key: documentKey._id };
}

/** Whether the database no longer remembers changes as old as were asked for. */
function isForgotten(error: unknown): boolean {
	const codes = [286, 280];
	return error instanceof Error && 'code' in error && codes.includes(Number(error.code));
}
