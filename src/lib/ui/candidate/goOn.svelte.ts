import { Persisted } from '#ui/shared/persisted.svelte.ts';

/** What this person last did before the page went on by itself. */
interface LastVote {
	/** `ESE, likely` */
	said: string;
	/** Name of the object. */
	name: string;
	href: string;
	/** The candidate the page went on to; null for the queue's table. */
	nextId: string | null;
}

/** Whether the page goes on to the next candidate by itself once a vote is saved: each person's choice, kept in the browser. */
export class GoOn {
	last = $state.raw<LastVote | null>(null);
	readonly #choice = new Persisted('caustic-go-on', 'off');

	get on(): boolean {
		return this.#choice.current === 'on';
	}

	set on(on: boolean) {
		this.#choice.current = on ? 'on' : 'off';
	}
}
