import { deserialize } from '$app/forms';
import { createContext, untrack } from 'svelte';
import { OutboxStore, type Kept, type Unsent } from './outboxStore.ts';
import { reload } from './reload.ts';

/**
 * Commands that met no server: kept in this browser, per user, and sent again in order when it answers, after a reload
 * too. What the server refuses late stays until its author has dealt with it. One per page, made by the frame and handed
 * down as context.
 */
export class Outbox {
	#kept = $state.raw<readonly Kept[]>([]);
	readonly #store: OutboxStore;
	#sending = false;

	constructor(userId: string, store = new OutboxStore(userId)) {
		this.#store = store;
	}

	/** Not sent yet, in the order in which they will be. */
	get waiting(): readonly Kept[] {
		return this.#kept.filter((kept) => !kept.refusal);
	}

	/** Sent late and refused, each with the server's reason. */
	get refused(): readonly Kept[] {
		return this.#kept.filter((kept) => kept.refusal);
	}

	/** Takes up what an earlier page left behind, and sends whenever the network returns. Returns how to stop. */
	open(): () => void {
		// Untracked: opened from an attachment, which must not run again for what it sets here.
		const send = () => void untrack(() => this.#send());
		addEventListener('online', send);
		const timer = setInterval(send, 4000);
		send();
		return () => {
			removeEventListener('online', send);
			clearInterval(timer);
		};
	}

	/** Keeps a command; `title` is what a person reads of it: `Vote on J0959-2958`. */
	async keep(unsent: Unsent): Promise<void> {
		await this.#store.add(unsent);
		await this.#look();
	}

	/** Forgets a command that was refused, or that its author no longer wants. */
	async discard(id: number): Promise<void> {
		await this.#store.remove(id);
		await this.#look();
	}

	/** Sends a refused command once more. */
	async retry(id: number): Promise<void> {
		await this.#store.mark(id, '');
		await this.#look();
		await this.#send();
	}

	async #send(): Promise<void> {
		if (this.#sending) return;
		this.#sending = true;
		let sent = 0;
		try {
			// Two tabs share one outbox: only one of them empties it, so that the order is kept.
			await onlyHere(async () => {
				await this.#look();
				for (const kept of this.waiting) {
					const refusal = await post(kept);
					if (refusal) await this.#store.mark(kept.id, refusal);
					else await this.#store.remove(kept.id);
					sent += 1;
				}
			});
		} catch {
			// Still no server: the timer tries again.
		} finally {
			this.#sending = false;
			await this.#look();
		}
		if (sent > 0) await reload();
	}

	async #look(): Promise<void> {
		const kept = await this.#store.all();
		const isSame = kept.length === 0 && this.#kept.length === 0;
		if (!isSame) this.#kept = kept;
	}
}

export const [outboxContext, setOutboxContext] = createContext<Outbox>();

function onlyHere(act: () => Promise<void>): Promise<void> {
	// Browsers without locks send from every tab: the commands' ids make that once all the same.
	if (typeof navigator === 'undefined' || !('locks' in navigator)) return act();
	return navigator.locks.request('caustic-outbox', { ifAvailable: true }, (lock) =>
		lock ? act() : undefined
	);
}

/** Sends one command; resolves to the server's refusal, '' when it was carried out, and rejects when nobody answered. */
async function post({ href, fields }: Kept): Promise<string> {
	const body = new FormData();
	for (const [name, value] of fields) body.append(name, value);
	const response = await fetch(href, {
		method: 'POST',
		headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
		body
	});
	if (response.status >= 502 && response.status <= 504)
		throw new Error('no server behind the proxy');
	const result = deserialize(await response.text());
	if (result.type === 'failure') {
		const message: unknown = result.data?.message;
		return typeof message === 'string' ? message : 'The server refused something sent late.';
	}
	if (result.type === 'error') return 'Something sent late was refused by the server.';
	return '';
}
