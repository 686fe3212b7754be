/** Keeps what was used last, up to a number of bytes; what is being made is waited for, not made twice. */
export class ByteLru<V> {
	readonly #entries = new Map<string, { value: Promise<V>; bytes: number }>();
	readonly #limit: () => number;
	#bytes = 0;

	/** @param limit Bytes; asked each time, so that it may come from the configuration. */
	constructor(limit: () => number) {
		this.#limit = limit;
	}

	async get(key: string, make: () => Promise<{ value: V; bytes: number }>): Promise<V> {
		const known = this.#entries.get(key);
		if (known) {
			// A map keeps the order in which keys came in: the one used last goes to the end.
			this.#entries.delete(key);
			this.#entries.set(key, known);
			return known.value;
		}
		const making = make();
		const entry = { value: making.then(({ value }) => value), bytes: 0 };
		this.#entries.set(key, entry);
		try {
			// Before anything else: nobody else may be there to take its failure.
			const value = await entry.value;
			const { bytes } = await making;
			// It may have been forgotten meanwhile.
			if (this.#entries.get(key) === entry) this.#weigh(entry, bytes);
			return value;
		} catch (error) {
			if (this.#entries.get(key) === entry) this.#entries.delete(key);
			throw error;
		}
	}

	has(key: string): boolean {
		return this.#entries.has(key);
	}

	forget(isGone: (key: string) => boolean): void {
		for (const [key, { bytes }] of this.#entries) {
			if (!isGone(key)) continue;
			this.#entries.delete(key);
			this.#bytes -= bytes;
		}
	}

	#weigh(entry: { bytes: number }, bytes: number): void {
		entry.bytes = bytes;
		this.#bytes += bytes;
		for (const [key, oldest] of this.#entries) {
			if (this.#bytes <= this.#limit()) return;
			// Neither what was just made nor what is still being made.
			if (oldest === entry || oldest.bytes === 0) continue;
			this.#entries.delete(key);
			this.#bytes -= oldest.bytes;
		}
	}
}
