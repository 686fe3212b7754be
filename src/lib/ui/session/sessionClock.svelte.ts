/** The server's clock as this page knows it: ticks while somebody looks on. */
export class SessionClock {
	#now = $state(Date.now());
	readonly #serverNow: () => number;
	/** How far this computer's clock is behind the server's, as of the latest answer; wrong by less than the answer took. */
	readonly #behindMs = $derived.by(() => this.#serverNow() - Date.now());

	constructor(serverNow: () => number) {
		this.#serverNow = serverNow;
	}

	get nowMs(): number {
		return this.#now + this.#behindMs;
	}

	/** For an attachment. */
	run(): () => void {
		const timer = setInterval(() => (this.#now = Date.now()), 250);
		return () => clearInterval(timer);
	}
}
