import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';

/** Past so many edits made offline they are merged into one, so that storage and start-up stay quick. */
const MERGE_AT = 100;

interface Pending {
	key: string;
	update: Uint8Array;
}

/**
 * Edits made here that the server has not acknowledged as written to disk. They are kept in the browser's storage
 * until then, so that neither a reload, a dropped socket nor a closed tab loses what was typed; the next tab of the same
 * person in the same room sends them. Sending twice is harmless: Yjs takes every edit once.
 */
export class Unsent {
	readonly #prefix: string;
	readonly #storage: Storage | null;
	readonly #tab = Math.random().toString(36).slice(2);
	readonly #onchange: () => void;
	readonly #pending = new Map<number, Pending>();
	#last = 0;
	/** For each edit message sent on this connection, in order: the pending edits it carries, by number. */
	#carried: { from: number; to: number }[] = [];
	/** How many of those messages are on disk. */
	#written = 0;
	#refused = false;
	#open = false;

	constructor(
		owner: { userId: string; room: string },
		storage: Storage | null,
		onchange: () => void
	) {
		this.#prefix = `caustic:unsent:${owner.userId}:${owner.room}:`;
		this.#storage = storage;
		this.#onchange = onchange;
	}

	get count(): number {
		return this.#pending.size;
	}

	/** Takes up what earlier tabs left behind; gives the edits, to be applied before the document connects. */
	restore(): Uint8Array[] {
		for (const key of this.#storedKeys()) {
			const update = this.#read(key);
			if (update) this.#pending.set(++this.#last, { key, update });
		}
		this.#onchange();
		return [...this.#pending.values()].map(({ update }) => update);
	}

	/**
	 * To be called with every edit made here, before it is sent. Merging waits for a lost connection: on an open one an
	 * acknowledgement of the latest edit would seem to speak for all those merged with it.
	 */
	add(update: Uint8Array): void {
		if (this.#pending.size >= MERGE_AT && !this.#open) {
			const merged = Y.mergeUpdates([...this.#pending.values(), { update }].map((p) => p.update));
			const former = [...this.#pending.keys()];
			this.#keep(merged);
			for (const number of former) this.#drop(number);
		} else {
			this.#keep(update);
		}
		this.#onchange();
	}

	/** A new connection counts its messages from one. */
	opened(): void {
		this.#carried = [];
		this.#written = 0;
		this.#refused = false;
		this.#open = true;
	}

	closed(): void {
		this.#open = false;
	}

	/** `everything`: the message holds all that the server lacks; `one`: the latest edit alone. */
	sent(kind: 'everything' | 'one'): void {
		this.#carried.push({ from: kind === 'everything' ? 1 : this.#last, to: this.#last });
	}

	/** The first `count` edit messages of this connection are on disk. */
	acknowledged(count: number): void {
		if (this.#refused) return;
		for (const { from, to } of this.#carried.slice(this.#written, count)) {
			if (from === to) this.#drop(to);
			else this.#dropUpTo(to);
		}
		this.#written = count;
		this.#onchange();
	}

	/** The server drops our edits: they stay here, and later acknowledgements say nothing of them. */
	refused(): void {
		this.#refused = true;
	}

	#keep(update: Uint8Array): void {
		const number = ++this.#last;
		const key = `${this.#prefix}${this.#tab}:${number}`;
		this.#pending.set(number, { key, update });
		try {
			this.#storage?.setItem(key, toBase64(update));
		} catch {
			// Storage is full or forbidden: the edit lives as long as this tab.
		}
	}

	#drop(number: number): void {
		const pending = this.#pending.get(number);
		if (pending) this.#storage?.removeItem(pending.key);
		this.#pending.delete(number);
	}

	#dropUpTo(last: number): void {
		for (const number of this.#pending.keys()) {
			if (number > last) return;
			this.#drop(number);
		}
	}

	#storedKeys(): string[] {
		const storage = this.#storage;
		if (!storage) return [];
		const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
		return keys.filter((key) => key.startsWith(this.#prefix)).sort();
	}

	/** Null for what is no update: somebody else's entry, or one cut short. */
	#read(key: string): Uint8Array | null {
		try {
			const update = fromBase64(this.#storage?.getItem(key) ?? '');
			Y.decodeUpdate(update);
			return update;
		} catch {
			return null;
		}
	}
}
