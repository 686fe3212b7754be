import type { Histogram } from '#schema/sourceQuery.ts';
import type { SourceField } from '#schema/sourceFilter.ts';
import { questionOnly } from './askedAddress.ts';

/** The most that one request may ask for. */
const AT_ONCE = 6;

/** How the numbers of the answer are spread: asked for the groups of the form that are open, whenever the question changes. */
export class Histograms {
	#found = $state.raw<ReadonlyMap<SourceField, Histogram>>(new Map());
	#asked = '';

	of(field: SourceField): Histogram | null {
		return this.#found.get(field) ?? null;
	}

	/** Asks for these fields; the ones of the question before stay in sight until the new ones are there. */
	async ask(address: URLSearchParams, fields: readonly SourceField[]): Promise<void> {
		const asked = `${questionOnly(address).toString()} ${fields.join(' ')}`;
		if (asked === this.#asked) return;
		this.#asked = asked;
		for (let from = 0; from < fields.length; from += AT_ONCE) {
			const found = await histogramsOf(address, fields.slice(from, from + AT_ONCE));
			if (asked !== this.#asked) return;
			const shown = new Map(this.#found);
			for (const histogram of found) shown.set(histogram.field, histogram);
			this.#found = shown;
		}
	}
}

async function histogramsOf(
	address: URLSearchParams,
	fields: readonly SourceField[]
): Promise<Histogram[]> {
	const question = questionOnly(address);
	for (const field of fields) question.append('hist', field);
	const response = await fetch(`/sources/histograms?${question.toString()}`).catch(() => null);
	if (!response?.ok) return [];
	// Our own endpoint: its answer is Histogram[].
	return (await response.json()) as Histogram[];
}
