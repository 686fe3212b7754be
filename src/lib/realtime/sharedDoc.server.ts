import * as Y from 'yjs';
import type { Store } from '#server/store/client.ts';
import { compactYLog, insertYUpdate, readYLog } from '#server/store/yDocs.ts';
import { log } from '#server/log.ts';

/** Rows after which a living room is compacted, and those worth it when the last person leaves. */
const COMPACT_LIVE_ROWS = 500;
const COMPACT_LEFT_ROWS = 20;
/** Yjs sorts all updates again for each piece it merges: many at once would hold up every room of the process. */
const MERGE_AT_ONCE = 200;
/** A MongoDB document holds 16 MiB, and the snapshot is one. */
const MAX_DOC_BYTES = 8 * 1024 * 1024;

/** One edit message of one author, waiting for the disk. `update` is null when it brings nothing new. */
interface Waiting<A> {
	author: A;
	count: number;
	update: Uint8Array | null;
}

interface Listener<A> {
	/** Called when the edits of `batch` are on disk and applied. `merged` is all of them in one update. */
	onDurable(merged: Uint8Array | null, batch: Waiting<A>[]): void;
	/** Called when they could not be written: their authors must send them again. */
	onFailure(authors: Set<A>, error: unknown): void;
}

/** The document of a room. What it holds in memory is always on disk: edits are applied after they are written. */
export class SharedDoc<A> {
	readonly #doc = new Y.Doc();
	readonly #room: string;
	readonly #at: { store: Store; process: string };
	readonly #listener: Listener<A>;
	readonly #waiting: Waiting<A>[] = [];
	#flushing: Promise<void> | null = null;
	#compacting: Promise<void> | null = null;
	#rows = 0;
	#bytes = 0;

	constructor(room: string, at: { store: Store; process: string }, listener: Listener<A>) {
		this.#room = room;
		this.#at = at;
		this.#listener = listener;
	}

	/** Reads the room. Whoever calls has subscribed to the stream of edits before: the order is subscribe, log, snapshot. */
	async load(): Promise<void> {
		const { updates, snapshot } = await readYLog(this.#at.store, this.#room);
		this.#rows = 0;
		this.#bytes = 0;
		for (const update of snapshot ? [snapshot.bytes, ...updates] : updates) this.hear(update);
	}

	get stateVector(): Uint8Array {
		return Y.encodeStateVector(this.#doc);
	}

	get isFull(): boolean {
		return this.#bytes > MAX_DOC_BYTES;
	}

	/** Everything that a browser with this state vector lacks. Throws when it is malformed. */
	missing(stateVector: Uint8Array): Uint8Array {
		return Y.encodeStateAsUpdate(this.#doc, stateVector);
	}

	/** Browsers that connect send all their deletions again; those are on disk. */
	holds(update: Uint8Array): boolean {
		return Y.snapshotContainsUpdate(Y.snapshot(this.#doc), update);
	}

	/** Queues an edit. All that wait when the former write returns are written together (group commit). */
	add(waiting: Waiting<A>): void {
		this.#waiting.push(waiting);
		this.#flushing ??= this.#flush();
	}

	/** Applies a durable edit: from the log, or written by another process. */
	hear(update: Uint8Array): void {
		this.#rows++;
		this.#bytes += update.byteLength;
		try {
			Y.applyUpdate(this.#doc, update);
		} catch (error) {
			// It passed the check at the door and stays in the log; the rest of the room must not suffer.
			log.error('an edit could not be applied', { room: this.#room, error });
		}
	}

	/** Resolves when nothing waits for the disk any more. */
	async drained(): Promise<void> {
		while (this.#flushing) await this.#flushing;
		await this.#compacting;
	}

	/** To be called when the last person has left. */
	async close(): Promise<void> {
		await this.drained();
		if (this.#rows >= COMPACT_LEFT_ROWS) await this.#compact();
		this.#doc.destroy();
	}

	async #flush(): Promise<void> {
		while (this.#waiting.length > 0) {
			const batch = this.#waiting.splice(0, MERGE_AT_ONCE);
			try {
				await this.#write(batch);
			} catch (error) {
				// What the same people sent since then builds on what was not written.
				const failed = [...batch, ...this.#waiting.splice(0)];
				this.#listener.onFailure(new Set(failed.map((waiting) => waiting.author)), error);
			}
		}
		// In the same turn as the last look at the queue, or an edit added in between would wait for ever.
		this.#flushing = null;
		if (this.#rows >= COMPACT_LIVE_ROWS) {
			this.#compacting ??= this.#compact().finally(() => (this.#compacting = null));
		}
	}

	async #write(batch: Waiting<A>[]): Promise<void> {
		const updates = batch.flatMap(({ update }) => (update ? [update] : []));
		const merged = updates.length > 1 ? Y.mergeUpdates(updates) : (updates.at(0) ?? null);
		if (merged) {
			const { store, process } = this.#at;
			await insertYUpdate(store, { room: this.#room, bytes: merged, by: process });
			this.hear(merged);
		}
		this.#listener.onDurable(merged, batch);
	}

	async #compact(): Promise<void> {
		try {
			const read = await readYLog(this.#at.store, this.#room);
			const parts = read.snapshot ? [read.snapshot.bytes, ...read.updates] : read.updates;
			const merged = mergeAll(parts);
			await compactYLog(this.#at.store, this.#room, { read, merged });
			this.#rows = 0;
			this.#bytes = merged.byteLength;
		} catch (error) {
			// Nothing is lost: the log stays as long as it was, and the next one tries again.
			log.warn('could not compact a room', { room: this.#room, error });
			this.#rows = 0;
		}
	}
}

function mergeAll(updates: Uint8Array[]): Uint8Array {
	if (updates.length <= MERGE_AT_ONCE) return Y.mergeUpdates(updates);
	const groups: Uint8Array[] = [];
	for (let i = 0; i < updates.length; i += MERGE_AT_ONCE) {
		groups.push(Y.mergeUpdates(updates.slice(i, i + MERGE_AT_ONCE)));
	}
	return mergeAll(groups);
}

/** Whether bytes are an update that any document can take; one that is not would poison the room's log. */
export function isUpdate(bytes: Uint8Array): boolean {
	const scratch = new Y.Doc();
	try {
		Y.decodeUpdate(bytes);
		Y.applyUpdate(scratch, bytes);
		return true;
	} catch {
		return false;
	} finally {
		scratch.destroy();
	}
}
