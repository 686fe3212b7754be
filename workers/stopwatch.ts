import type { SpentMs, WorkStep } from '#schema/run.ts';

export type { SpentMs };

/** Counts where the time of a piece of work goes: each lap is put down to the step that has just ended. */
export class Stopwatch {
	readonly spentMs: SpentMs = {};
	#since = performance.now();

	lap(step: WorkStep): void {
		const now = performance.now();
		this.spentMs[step] = (this.spentMs[step] ?? 0) + now - this.#since;
		this.#since = now;
	}
}
