const ZERO = 48;
const POINT = 46;
const MINUS = 45;
const PLUS = 43;
/** 10^22 is the largest power of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * The plain decimal number in text[start, end), without making a string of it. Up to 15 digits over a power of ten up to
 * 10^22 is one exact division, hence correctly rounded (Clinger 1990). NaN for everything else: ask `Number` then.
 */
export function parseDecimal(text: string, start: number, end: number): number {
	const first = text.charCodeAt(start);
	let digits = 0;
	let mantissa = 0;
	let point = -1;
	for (let i = first === MINUS || first === PLUS ? start + 1 : start; i < end; i++) {
		const code = text.charCodeAt(i);
		if (code === POINT && point < 0) {
			point = i;
			continue;
		}
		const digit = code - ZERO;
		if (digit < 0 || digit > 9) return NaN;
		mantissa = mantissa * 10 + digit;
		digits++;
	}
	if (digits === 0 || digits > 15) return NaN;
	const value = point < 0 ? mantissa : mantissa / POWERS[end - 1 - point];
	return first === MINUS ? -value : value;
}
