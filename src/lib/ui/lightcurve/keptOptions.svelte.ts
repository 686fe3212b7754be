import { Persisted } from '#ui/shared/persisted.svelte.ts';

/** What `parse` makes of what the browser kept; of nothing at all, its own defaults. */
interface Schema<T> {
	parse: (kept: unknown) => T;
}

/** A person's choices, kept in this browser; where storage is barred they last as long as the page. */
export class KeptOptions<T extends object> {
	readonly #kept: Persisted;
	#current: T;

	constructor(key: string, schema: Schema<T>) {
		this.#kept = new Persisted(key, '{}');
		this.#current = $state.raw(schema.parse(readJson(this.#kept.current)));
	}

	get current(): T {
		return this.#current;
	}

	change(some: Partial<T>): void {
		this.#current = { ...this.#current, ...some };
		this.#kept.current = JSON.stringify(this.#current);
	}
}

function readJson(text: string): unknown {
	try {
		const read: unknown = JSON.parse(text);
		return typeof read === 'object' && read !== null ? read : {};
	} catch {
		return {};
	}
}
