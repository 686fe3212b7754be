/** At `at`, `removed` UTF-16 units give way to `inserted`. */
export interface TextEdit {
	at: number;
	removed: number;
	inserted: string;
}

/** One step of a change to a text, as Yjs reports it. */
export interface TextStep {
	retain?: number;
	delete?: number;
	insert?: unknown;
}

/**
 * The smallest edit that makes `after` of `before`; null when they are the same. In "aaa" nobody can see which letter is
 * new: it is the one before the caret.
 */
export function editBetween(before: string, after: string, caret = after.length): TextEdit | null {
	if (before === after) return null;
	const shorter = Math.min(before.length, after.length);
	const behindCaret = Math.min(shorter, after.length - caret);
	let suffix = commonSuffix(before, after, behindCaret);
	const prefix = commonPrefix(before, after, shorter - suffix);
	suffix = commonSuffix(before, after, shorter - prefix);
	return {
		at: prefix,
		removed: before.length - prefix - suffix,
		inserted: after.slice(prefix, after.length - suffix)
	};
}

/** Where a position lies after a change. What is inserted right at it comes behind it. */
export function moved(position: number, steps: TextStep[]): number {
	let at = 0;
	let result = position;
	for (const step of steps) {
		if (at >= result) break;
		if (step.retain !== undefined) at += step.retain;
		if (step.delete !== undefined) result -= Math.min(step.delete, result - at);
		if (step.insert !== undefined) {
			const length = typeof step.insert === 'string' ? step.insert.length : 1;
			at += length;
			result += length;
		}
	}
	return result;
}

/** Never ends between the halves of a surrogate pair: Yjs would store the half as a replacement character. */
function commonPrefix(a: string, b: string, most: number): number {
	let n = 0;
	while (n < most && a[n] === b[n]) n++;
	return n > 0 && isHighSurrogate(a, n - 1) ? n - 1 : n;
}

function commonSuffix(a: string, b: string, most: number): number {
	let n = 0;
	while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
	return n > 0 && isLowSurrogate(a, a.length - n) ? n - 1 : n;
}

function isHighSurrogate(text: string, index: number): boolean {
	return (text.charCodeAt(index) & 0xfc00) === 0xd800;
}

function isLowSurrogate(text: string, index: number): boolean {
	return (text.charCodeAt(index) & 0xfc00) === 0xdc00;
}
