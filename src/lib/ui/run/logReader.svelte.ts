import type { LogLine, LogPart } from '#schema/runLog.ts';

/** More would make the page slow; the whole log can be downloaded. */
const MOST_LINES = 2000;

/** The lines of one log as they grow: what was shown first, and what is read on after it. */
export class LogReader {
	readonly #runId: number;
	readonly #name: string;
	#next: number;
	#isReading = false;
	#isAsked = false;
	#lines: LogLine[] = $state.raw([]);

	constructor(runId: number, part: LogPart) {
		this.#runId = runId;
		this.#name = part.name;
		this.#next = part.next;
		this.#lines = part.lines;
	}

	get lines(): LogLine[] {
		return this.#lines;
	}

	/** Reads what has been added; asked while it reads, it reads once more. Without a network it waits to be asked again. */
	async more(): Promise<void> {
		this.#isAsked = true;
		if (this.#isReading) return;
		this.#isReading = true;
		try {
			while (this.#isAsked) {
				this.#isAsked = false;
				const part = await this.#after();
				if (!part) return;
				this.#next = part.next;
				if (part.lines.length > 0) this.#lines = [...this.#lines, ...part.lines].slice(-MOST_LINES);
				this.#isAsked ||= part.isMore;
			}
		} finally {
			this.#isReading = false;
		}
	}

	async #after(): Promise<LogPart | null> {
		const asked = new URLSearchParams({ name: this.#name, after: String(this.#next) });
		const response = await fetch(`/api/v1/runs/${this.#runId}/logs?${asked}`).catch(() => null);
		// The server's own answer.
		return response?.ok ? ((await response.json()) as LogPart) : null;
	}
}
