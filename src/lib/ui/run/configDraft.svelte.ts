import type { CheckedConfig, InputsChange, SettingsChange } from '#schema/runConfig.ts';

interface Edits {
	settings?: SettingsChange;
	inputs?: InputsChange;
	templateId?: string;
}

interface Written {
	text: string;
	version: string;
	checked: CheckedConfig;
}

/** A person types about this long without a pause between two words. */
const PAUSE_MS = 250;

/** A run's configuration while somebody works on it: one text, which the form and the editor both change. */
export class ConfigDraft {
	readonly #runId: number;
	#text = $state('');
	#writtenText = $state('');
	#version = $state('');
	#checked: CheckedConfig = $state.raw({
		...{ text: '', values: null, problem: null, nImages: null, nEpochs: null }
	});
	#values: Record<string, string> = $state.raw({});
	#waiting = $state(0);
	#refusal = $state('');
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked = 0;

	constructor(runId: number, written: Written) {
		this.#runId = runId;
		this.#text = written.text;
		this.isWritten(written.text, written.version);
		this.#take(written.checked);
	}

	get text(): string {
		return this.#text;
	}

	/** Of the text that it was made from. */
	get version(): string {
		return this.#version;
	}

	get isChanged(): boolean {
		return this.#text !== this.#writtenText;
	}

	get checked(): CheckedConfig {
		return this.#checked;
	}

	/** The settings as they were when the text could last be read. */
	get values(): Record<string, string> {
		return this.#values;
	}

	/** What is shown may be of an earlier text. */
	get isChecking(): boolean {
		return this.#waiting > 0;
	}

	/** Why the last change was not made, or could not be checked; empty when it was. */
	get refusal(): string {
		return this.#refusal;
	}

	/** Takes what is typed into the text, and has it looked at once there is a pause. */
	type(text: string): void {
		if (text === this.#text) return;
		this.#text = text;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.change({}), PAUSE_MS);
	}

	/** Has the server change the text; true when it has. */
	async change(edits: Edits): Promise<boolean> {
		clearTimeout(this.#timer);
		const number = ++this.#asked;
		const before = this.#text;
		this.#waiting++;
		this.#refusal = '';
		try {
			const answer = await this.#ask({ text: before, ...edits });
			// Somebody types on while the server answers: that counts.
			if (number !== this.#asked || this.#text !== before) return false;
			this.#text = answer.text;
			this.#take(answer);
			return true;
		} catch (error) {
			if (number === this.#asked) this.#refusal = sentenceOf(error);
			return false;
		} finally {
			this.#waiting--;
		}
	}

	/** The text as it stands on the server's disk. */
	isWritten(text: string, version: string): void {
		this.#writtenText = text;
		this.#version = version;
	}

	#take(checked: CheckedConfig): void {
		this.#checked = checked;
		if (checked.values) this.#values = checked.values;
	}

	async #ask(body: object): Promise<CheckedConfig> {
		const response = await fetch(`/api/v1/runs/${this.#runId}/config/check`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});
		// The server's own answer: CheckedConfig, or a refusal with its sentence.
		const answer = (await response.json()) as CheckedConfig & { message?: string };
		if (!response.ok) throw new Error(answer.message ?? 'The server refused this.');
		return answer;
	}
}

function sentenceOf(error: unknown): string {
	// What fetch throws without a network is a TypeError.
	if (error instanceof TypeError) return 'The server does not answer: nothing was checked.';
	return error instanceof Error ? error.message : String(error);
}
