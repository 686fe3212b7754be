import { SvelteMap } from 'svelte/reactivity';

/** A pointer that only passes over a point does not ask. */
const RESTED_MS = 120;

/** Names of sources, asked for one by one as they are pointed at: a million of them need not be sent. */
export class SourceNames {
	readonly #known = new SvelteMap<number, string>();

	of(id: number): string | undefined {
		return this.#known.get(id);
	}

	/** Asks once the pointer has rested; the returned function gives it up. */
	ask(id: number): () => void {
		if (this.#known.has(id)) return () => {};
		const waiting = setTimeout(() => void this.#fetch(id), RESTED_MS);
		return () => clearTimeout(waiting);
	}

	async #fetch(id: number): Promise<void> {
		try {
			const answer = await fetch(`/eta-v/rows?ids=${id}`);
			if (!answer.ok) return;
			// Our own endpoint: rows of sources.
			const { rows } = (await answer.json()) as { rows: { name: string }[] };
			if (rows[0]) this.#known.set(id, rows[0].name);
		} catch {
			// Offline the number stands for the name.
		}
	}
}

const names = new SourceNames();

/** Names never change, and say nothing about who asks: one memory serves all planes of a tab. */
export const sourceNames = () => names;
