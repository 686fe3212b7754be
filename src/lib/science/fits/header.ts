import { BadFits } from './badFits.ts';

export const BLOCK_BYTES = 2880;
const CARD_BYTES = 80;

export type CardValue = string | number | boolean;

/** The keywords of one header unit. Of a repeated keyword the first counts; COMMENT, HISTORY and blank cards are left out. */
export class FitsHeader {
	readonly #cards: ReadonlyMap<string, CardValue>;

	constructor(cards: Iterable<readonly [string, CardValue]>) {
		this.#cards = new Map(cards);
	}

	has(key: string): boolean {
		return this.#cards.has(key);
	}

	/** Text of a quoted value, trailing blanks removed; null when absent or not text. */
	text(key: string): string | null {
		const value = this.#cards.get(key);
		return typeof value === 'string' ? value : null;
	}

	/** Numeric value; null when absent or not a number. */
	number(key: string): number | null {
		const value = this.#cards.get(key);
		return typeof value === 'number' ? value : null;
	}

	/** true only for a logical T. */
	isTrue(key: string): boolean {
		return this.#cards.get(key) === true;
	}

	/** The value as a sentence shows it, text in quotes; null when absent. */
	shown(key: string): string | null {
		const value = this.#cards.get(key);
		if (value === undefined) return null;
		return typeof value === 'string' ? `'${value}'` : String(value);
	}

	keys(): string[] {
		return [...this.#cards.keys()];
	}

	entries(): [string, CardValue][] {
		return [...this.#cards];
	}
}

/**
 * Reads one header unit (FITS standard 4.0 §3.3.1 and §4) that starts at `offset`. `end` is where its data unit starts.
 * @throws BadFits when no END card comes before the bytes are over.
 */
export function readHeader(bytes: Uint8Array, offset: number): { cards: FitsHeader; end: number } {
	const header = scanHeader(bytes, offset);
	if (header !== null) return header;
	throw new BadFits('The header has no END card: the file is truncated or is not a FITS file.');
}

/** As `readHeader`, but null where the header goes on beyond the bytes at hand. */
export function scanHeader(
	bytes: Uint8Array,
	offset: number
): { cards: FitsHeader; end: number } | null {
	const cards = new Map<string, CardValue>();
	let continued: string | null = null;
	for (let at = offset; at + CARD_BYTES <= bytes.length; at += CARD_BYTES) {
		const card = asciiText(bytes, at, at + CARD_BYTES);
		const keyword = card.slice(0, 8).trimEnd();
		if (keyword === 'END' && card.trimEnd() === 'END') {
			const used = at + CARD_BYTES - offset;
			const end = offset + Math.ceil(used / BLOCK_BYTES) * BLOCK_BYTES;
			return { cards: new FitsHeader(cards), end };
		}
		if (keyword === 'CONTINUE') {
			if (continued !== null) appendText(cards, continued, card);
			continue;
		}
		const parsed = parseCard(keyword, card);
		continued = null;
		if (parsed === null || cards.has(parsed.key)) continue;
		cards.set(parsed.key, parsed.value);
		continued = parsed.key;
	}
	return null;
}

/** A stretch of bytes as text, one character per byte. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
	return String.fromCharCode(...bytes.subarray(start, end));
}

function parseCard(keyword: string, card: string): { key: string; value: CardValue } | null {
	if (card.startsWith('= ', 8)) {
		const value = parseValue(card.slice(10));
		return value === null ? null : { key: keyword, value };
	}
	if (keyword !== 'HIERARCH') return null;
	const equals = card.indexOf('=');
	if (equals < 0) return null;
	const value = parseValue(card.slice(equals + 1));
	return value === null ? null : { key: card.slice(8, equals).trim().toUpperCase(), value };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([ED][+-]?\d+)?$/i;

/** null for an undefined value (FITS standard §4.1.2.3). An unquoted value that is no number is kept as text. */
function parseValue(field: string): CardValue | null {
	const text = field.trimStart();
	if (text.startsWith("'")) return quotedText(text);
	const slash = text.indexOf('/');
	const bare = (slash < 0 ? text : text.slice(0, slash)).trim();
	if (bare === '') return null;
	if (bare === 'T') return true;
	if (bare === 'F') return false;
	const value = NUMBER.test(bare) ? Number(bare.replace(/d/i, 'E')) : NaN;
	// 1E999 is no number to calculate with.
	return Number.isFinite(value) ? value : bare;
}

const QUOTED = /^'((?:[^']|'')*)('|$)/;

function quotedText(field: string): string {
	const inside = QUOTED.exec(field)?.[1] ?? '';
	return inside.replaceAll("''", "'").trimEnd();
}

/** What goes on beyond this is cut: joining costs the length of what is there. */
const LONGEST_TEXT = 65_536;

/** Long strings (FITS standard §4.2.1.2): a value ending in & goes on in the CONTINUE card. */
function appendText(cards: Map<string, CardValue>, key: string, card: string): void {
	const begun = cards.get(key);
	if (typeof begun !== 'string' || !begun.endsWith('&') || begun.length > LONGEST_TEXT) return;
	cards.set(key, begun.slice(0, -1) + quotedText(card.slice(8).trimStart()));
}
