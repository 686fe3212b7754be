import type { Segment } from '#schema/search.ts';

/** Signs shown before the first word found, and in all. */
const BEFORE = 60;
const SHOWN = 240;

/** A text cut to the surroundings of the first of the words, with every one of them marked, whatever its case. */
export function markWords(text: string, words: readonly string[]): Segment[] {
	const flat = text.replace(/\s+/g, ' ').trim();
	const pattern = patternOf(words);
	const first = pattern ? flat.search(pattern) : -1;
	const from = first <= BEFORE ? 0 : wordStart(flat, first - BEFORE);
	const until = from + SHOWN;
	const shown = flat.slice(from, until);
	const segments: Segment[] = [];
	let done = 0;
	for (const match of pattern ? shown.matchAll(pattern) : []) {
		if (match.index > done) segments.push({ text: shown.slice(done, match.index), marked: false });
		segments.push({ text: match[0], marked: true });
		done = match.index + match[0].length;
	}
	if (done < shown.length) segments.push({ text: shown.slice(done), marked: false });
	if (from > 0) segments.unshift({ text: '… ', marked: false });
	if (until < flat.length) segments.push({ text: ' …', marked: false });
	return segments;
}

function patternOf(words: readonly string[]): RegExp | null {
	// The longest first: of two words that begin alike, the whole longer one is marked.
	const escaped = words
		.filter((word) => word !== '')
		.toSorted((a, b) => b.length - a.length)
		.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return escaped.length > 0 ? new RegExp(escaped.join('|'), 'giu') : null;
}

function wordStart(text: string, at: number): number {
	const space = text.indexOf(' ', at);
	return space === -1 ? at : space + 1;
}
