import { Failure } from '#schema/failure.ts';
import type { RunProgress } from '#schema/run.ts';

type ShownProgress = Omit<RunProgress, 'stage' | 'at'> & { stage: string };

/** Results go to standard output, everything said on the way to standard error. */
export class Output {
	readonly json: boolean;
	#barShown = false;

	constructor({ json }: { json: boolean }) {
		this.json = json;
	}

	/** The command's result: `text` for people, or the value as JSON. */
	result(value: unknown, text: string): void {
		this.#clearBar();
		process.stdout.write(this.json ? JSON.stringify(value) + '\n' : text + '\n');
	}

	/** One JSON object on a line of standard output, for a program that reads along. */
	message(value: Record<string, unknown>): void {
		process.stdout.write(JSON.stringify(value) + '\n');
	}

	say(text: string): void {
		this.#clearBar();
		process.stderr.write(text + '\n');
	}

	/** What went wrong, as a sentence; as JSON it is the command's result. */
	fail(error: unknown): void {
		this.#clearBar();
		const { message, ...more } = described(error);
		if (this.json) this.message({ error: message, ...more });
		process.stderr.write(message + '\n');
	}

	/** What was typed makes no sense. */
	misuse(problem: string, help: string): void {
		if (this.json) this.message({ error: problem, code: 'Misused' });
		process.stderr.write(`${problem}\n\n${help}`);
	}

	/** A bar that stays on its line; nothing where there is no terminal to draw it. */
	progress({ stage, done, total, ratePerSecond, secondsLeft }: ShownProgress): void {
		if (!process.stderr.isTTY) return;
		const part = total > 0 ? Math.min(1, done / total) : 0;
		const filled = Math.round(part * BAR_WIDTH);
		const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
		const rate = ratePerSecond ? `  ${ratePerSecond.toFixed(1)}/s` : '';
		const left = secondsLeft === null ? '' : `  ${Math.ceil(secondsLeft)} s left`;
		const count = `${Math.floor(done)}/${total}`;
		process.stderr.write(`\r\x1b[K${stage.padEnd(9)} ${bar} ${count}${rate}${left}`);
		this.#barShown = true;
	}

	#clearBar(): void {
		if (this.#barShown) process.stderr.write('\r\x1b[K');
		this.#barShown = false;
	}
}

const BAR_WIDTH = 30;

function described(error: unknown): { message: string; code: string; field?: string } {
	if (error instanceof Failure)
		return { message: error.message, code: error.code, field: error.field };
	const message = error instanceof Error ? error.message : String(error);
	// The driver's own error says only which port refused.
	if (error instanceof Error && error.name === 'MongoServerSelectionError')
		return { message: `The database does not answer: ${message}.`, code: 'Unavailable' };
	return { message, code: 'Failed' };
}
