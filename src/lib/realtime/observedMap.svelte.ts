import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';

/** Reactive view of a shared map: a `$derived` or template that reads `entries` reruns when any peer changes it. */
export class ObservedMap<V> {
	readonly #map: Y.Map<unknown>;
	readonly #parse: (value: unknown) => V | null;
	readonly #subscribe: () => void;

	/** Values come from other people's browsers: those that `parse` answers with null are left out. */
	constructor(map: Y.Map<unknown>, parse: (value: unknown) => V | null) {
		this.#map = map;
		this.#parse = parse;
		this.#subscribe = createSubscriber((update) => {
			map.observe(update);
			return () => map.unobserve(update);
		});
	}

	get entries(): Readonly<Record<string, V>> {
		this.#subscribe();
		const entries: Record<string, V> = {};
		for (const [key, value] of this.#map.entries()) {
			const parsed = this.#parse(value);
			if (parsed !== null) entries[key] = parsed;
		}
		return entries;
	}

	set(key: string, value: V): void {
		this.#map.set(key, value);
	}

	delete(key: string): void {
		this.#map.delete(key);
	}
}
