import { Binary, ObjectId, type ChangeStreamInsertDocument, type Timestamp } from 'mongodb';
import { log } from '../log.ts';
import { collection, isDuplicateKey, type Store } from './client.ts';
import { bytes, instant, number, shape, text, type CollectionPlan } from './plan.ts';

/** One durable batch of edits to a shared document. Batches commute, so their order carries no meaning. */
interface YUpdateDoc {
	_id: ObjectId;
	room: string;
	bytes: Binary;
	/** The web process that wrote it and therefore need not hear of it. */
	by: string;
	at: Date;
}

/** Everything compacted so far. `version` goes up by one with each compaction. */
interface YSnapshotDoc {
	_id: string;
	version: number;
	bytes: Binary;
}

export const yUpdatesPlan: CollectionPlan = {
	name: 'yUpdates',
	validator: shape({ room: text, bytes, by: text, at: instant }),
	// Loading a room.
	indexes: [{ key: { room: 1, _id: 1 } }]
};

export const ySnapshotsPlan: CollectionPlan = {
	name: 'ySnapshots',
	validator: shape({ _id: text, version: number, bytes }),
	indexes: []
};

const yUpdates = (store: Store) => collection<YUpdateDoc>(store, 'yUpdates');
const ySnapshots = (store: Store) => collection<YSnapshotDoc>(store, 'ySnapshots');

/** An acknowledgement promises that the edit survives a crash of every process and of the machine's power. */
const ON_DISK = { writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 } } as const;
const REOPEN_AFTER_MS = 500;

/** A room as stored: merging all of `updates` with `snapshot`, in any order, gives the document. */
export interface YLog {
	ids: ObjectId[];
	updates: Uint8Array[];
	snapshot: { version: number; bytes: Uint8Array } | null;
}

/** Resolves when the batch is on disk. */
export async function insertYUpdate(
	store: Store,
	batch: { room: string; bytes: Uint8Array; by: string }
): Promise<void> {
	const row = { _id: new ObjectId(), ...batch, bytes: new Binary(batch.bytes), at: new Date() };
	await yUpdates(store).insertOne(row, ON_DISK);
}

/**
 * Reads a room. The snapshot comes last: a compaction writes it before it deletes the rows, so a row that is already
 * gone when we look is in the snapshot that we read afterwards. The other order loses edits.
 */
export async function readYLog(store: Store, room: string): Promise<YLog> {
	const rows = await yUpdates(store).find({ room }).sort({ _id: 1 }).toArray();
	const snapshot = await ySnapshots(store).findOne({ _id: room });
	return {
		ids: rows.map((row) => row._id),
		updates: rows.map((row) => row.bytes.value()),
		snapshot: snapshot && { version: snapshot.version, bytes: snapshot.bytes.value() }
	};
}

/** Rooms in which something was ever written. */
export async function roomsWithEdits(store: Store): Promise<string[]> {
	const [living, compacted] = await Promise.all([
		yUpdates(store).distinct('room'),
		ySnapshots(store).distinct('_id')
	]);
	return [...new Set([...living, ...compacted])];
}

/**
 * Replaces what `read` holds by one snapshot. False when another process compacted in between: its snapshot may hold
 * rows that ours does not, so ours is given up and nothing is deleted.
 */
export async function compactYLog(
	store: Store,
	room: string,
	compaction: { read: YLog; merged: Uint8Array }
): Promise<boolean> {
	const { read, merged } = compaction;
	const replaced = await swapSnapshot(store, room, {
		version: read.snapshot?.version ?? 0,
		merged
	});
	if (replaced) await yUpdates(store).deleteMany({ _id: { $in: read.ids } });
	return replaced;
}

/**
 * Hears every batch written from now on by any process, until closed. Where events were missed (the stream broke and
 * could not be resumed), `onGap` is called once it runs again: the listener then reads its rooms anew.
 */
export async function watchYUpdates(
	store: Store,
	listener: {
		onUpdate(row: { room: string; bytes: Uint8Array; by: string }): void;
		onGap(): void;
	}
): Promise<() => Promise<void>> {
	let closed = false;
	let stream = openStream(store, await clusterTime(store));
	async function run(): Promise<void> {
		while (!closed) {
			try {
				for await (const event of stream) {
					const { room, bytes: written, by } = event.fullDocument;
					listener.onUpdate({ room, bytes: written.value(), by });
				}
			} catch (error) {
				if (!closed) log.warn('the stream of shared edits broke', { error });
			}
			if (!closed) await reopen();
		}
	}
	async function reopen(): Promise<void> {
		await stream.close().catch(() => undefined);
		await new Promise((resolve) => setTimeout(resolve, REOPEN_AFTER_MS));
		try {
			stream = openStream(store, await clusterTime(store));
			listener.onGap();
		} catch {
			// The database is still away; the loop comes back here.
		}
	}
	void run();
	return async () => {
		closed = true;
		await stream.close();
	};
}

async function swapSnapshot(
	store: Store,
	room: string,
	swap: { version: number; merged: Uint8Array }
): Promise<boolean> {
	const next = { version: swap.version + 1, bytes: new Binary(swap.merged) };
	if (swap.version > 0) {
		const filter = { _id: room, version: swap.version };
		const result = await ySnapshots(store).replaceOne(filter, next, ON_DISK);
		return result.modifiedCount === 1;
	}
	try {
		await ySnapshots(store).insertOne({ _id: room, ...next }, ON_DISK);
		return true;
	} catch (error) {
		if (isDuplicateKey(error)) return false;
		throw error;
	}
}

/** A stream that starts at a known time misses nothing that is written before its cursor is open on the server. */
function openStream(store: Store, startAtOperationTime: Timestamp) {
	return yUpdates(store).watch<YUpdateDoc, ChangeStreamInsertDocument<YUpdateDoc>>(
		[{ $match: { operationType: 'insert' } }],
		{ startAtOperationTime }
	);
}

async function clusterTime(store: Store): Promise<Timestamp> {
	const answer = await store.db.command({ ping: 1 });
	// The driver types answers loosely; every member of a replica set reports its time.
	return answer.operationTime as Timestamp;
}
