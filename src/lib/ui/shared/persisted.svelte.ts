import { createSubscriber } from 'svelte/reactivity';

/** A string kept in this browser's localStorage, the same in all its tabs. On the server, and where storage is barred, the initial value. */
export class Persisted {
	readonly #key: string;
	readonly #initial: string;
	readonly #subscribe: () => void;
	#notify: () => void = () => {};

	constructor(key: string, initial: string) {
		this.#key = key;
		this.#initial = initial;
		this.#subscribe = createSubscriber((update) => {
			this.#notify = update;
			const otherTab = (event: StorageEvent) => {
				if (event.key === key) update();
			};
			addEventListener('storage', otherTab);
			return () => removeEventListener('storage', otherTab);
		});
	}

	get current(): string {
		if (typeof localStorage === 'undefined') return this.#initial;
		this.#subscribe();
		try {
			return localStorage.getItem(this.#key) ?? this.#initial;
		} catch {
			return this.#initial;
		}
	}

	set current(value: string) {
		try {
			localStorage.setItem(this.#key, value);
		} catch {
			// Storage is full or barred: the choice then lasts as long as the page.
		}
		this.#notify();
	}
}
