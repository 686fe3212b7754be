import { deserialize } from '$app/forms';
import { createContext, untrack } from 'svelte';
import { reload } from './reload.ts';

interface Waiting {
	href: string;
	/** Form fields as text, `commandId` among them: the server carries a command out once however often it is sent. */
	fields: [string, string][];
}

/**
 * Commands that met no server: kept in this browser, per user, and sent again in order when it answers, after a
 * reload too. One per page, made by the frame and handed down as context.
 */
export class Outbox {
	/** What the server refused when it was sent late; shown until the next success. */
	refusal = $state('');
	#waiting = $state.raw<readonly Waiting[]>([]);
	readonly #key: string;
	#sending = false;

	constructor(userId: string) {
		this.#key = `caustic-outbox-${userId}`;
	}

	get count(): number {
		return this.#waiting.length;
	}

	/** Takes up what an earlier page left behind, and sends whenever the network returns. Returns how to stop. */
	open(): () => void {
		// Untracked: opened from an attachment, which must not run again for what it sets here.
		const send = () => void untrack(() => this.#send());
		untrack(() => (this.#waiting = read(this.#key)));
		addEventListener('online', send);
		const timer = setInterval(send, 4000);
		send();
		return () => {
			removeEventListener('online', send);
			clearInterval(timer);
		};
	}

	keep(href: string, form: FormData): void {
		const fields = [...form].filter(
			(field): field is [string, string] => typeof field[1] === 'string'
		);
		this.#store([...this.#waiting, { href, fields }]);
	}

	async #send(): Promise<void> {
		if (this.#sending || this.#waiting.length === 0) return;
		this.#sending = true;
		const before = this.#waiting.length;
		try {
			while (this.#waiting.length > 0) {
				const [first] = this.#waiting;
				this.refusal = await post(first);
				this.#store(this.#waiting.slice(1));
			}
		} catch {
			// Still no server: the timer tries again.
		} finally {
			this.#sending = false;
		}
		if (this.#waiting.length < before) await reload();
	}

	#store(waiting: readonly Waiting[]): void {
		this.#waiting = waiting;
		try {
			localStorage.setItem(this.#key, JSON.stringify(waiting));
		} catch {
			// Storage is full or barred: the commands then wait as long as the page lives.
		}
	}
}

export const [outboxContext, setOutboxContext] = createContext<Outbox>();

/** Sends one command; resolves to the server's refusal, '' when it was carried out, and rejects when nobody answered. */
async function post({ href, fields }: Waiting): Promise<string> {
	const response = await fetch(href, {
		method: 'POST',
		headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
		body: new URLSearchParams(fields)
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

function read(key: string): Waiting[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		// Only this class writes under this key.
		return Array.isArray(kept) ? (kept as Waiting[]) : [];
	} catch {
		return [];
	}
}
