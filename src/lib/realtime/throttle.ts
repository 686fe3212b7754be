/** Calls `act` at once, then at most every `everyMs`, and once more for what was asked for meanwhile. */
export class Throttle {
	readonly #everyMs: number;
	readonly #act: () => void;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#again = false;

	constructor(everyMs: number, act: () => void) {
		this.#everyMs = everyMs;
		this.#act = act;
	}

	call(): void {
		if (this.#timer !== undefined) {
			this.#again = true;
			return;
		}
		this.#act();
		this.#timer = setTimeout(() => this.#due(), this.#everyMs);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#again = false;
	}

	#due(): void {
		this.#timer = undefined;
		if (!this.#again) return;
		this.#again = false;
		this.call();
	}
}
