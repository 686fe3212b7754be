interface Reading {
	text: string;
	/** It is no position; it may still be a name. */
	refused: boolean;
}

const PAUSE_MS = 250;
/** Of a long list the first lines show whether it is read rightly. */
const MOST_LINES = 8;

/** Asks the server what typed positions mean, while they are typed. */
export class PlaceReader {
	#readings = $state.raw<ReadonlyMap<string, Reading>>(new Map());
	#ticket = 0;

	of(line: string, frame: string): Reading | null {
		return this.#readings.get(`${frame} ${line}`) ?? null;
	}

	/** Reads the lines that were not read yet, once typing pauses. */
	async read(text: string, frame: string): Promise<void> {
		const ticket = ++this.#ticket;
		const lines = text.split('\n').map((line) => line.trim());
		const unread = lines
			.filter((line) => line !== '')
			.slice(0, MOST_LINES)
			.filter((line) => !this.of(line, frame));
		if (unread.length === 0) return;
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		if (ticket !== this.#ticket) return;
		const readings = await Promise.all(unread.map((line) => readingOf(line, frame)));
		const all = new Map(this.#readings);
		unread.forEach((line, i) => {
			const reading = readings[i];
			if (reading) all.set(`${frame} ${line}`, reading);
		});
		this.#readings = all;
	}
}

async function readingOf(text: string, frame: string): Promise<Reading | null> {
	const asked = new URLSearchParams({ text, frame });
	const response = await fetch(`/api/v1/coordinates?${asked.toString()}`).catch(() => null);
	if (!response) return null;
	// Our own endpoint: what was understood, or why nothing was.
	const answer = (await response.json()) as { understood?: string; reason?: string };
	if (answer.understood !== undefined) return { text: answer.understood, refused: false };
	return { text: `${answer.reason ?? 'Not read.'} Looked up as a name.`, refused: true };
}
