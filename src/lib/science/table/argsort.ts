const BITS = 16;
const DIGITS = 1 << BITS;
const MASK = DIGITS - 1;
/** Below this, counting digits costs more than comparing. */
const FEW = 2000;

/**
 * Places of the values in their order: ascending or descending, equal ones by place in both, NaN last in both. By digits of
 * their bits (least significant first), in time linear in their number.
 */
export function argsort(values: Float64Array, order: 'asc' | 'desc'): Uint32Array {
	const places = new Uint32Array(values.length);
	for (let i = 0; i < places.length; i++) places[i] = i;
	return values.length < FEW ? byComparing(places, values, order) : byDigits(places, values, order);
}

function byComparing(
	places: Uint32Array,
	values: Float64Array,
	order: 'asc' | 'desc'
): Uint32Array {
	const sign = order === 'asc' ? 1 : -1;
	return places.sort((a, b) => comparedValues(values[a], values[b], sign) || a - b);
}

/** Negative when `a` comes first; NaN comes last whatever the sign. */
export function comparedValues(a: number, b: number, sign: 1 | -1): number {
	if (a === b) return 0;
	if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
	if (Number.isNaN(b)) return -1;
	return a < b ? -sign : sign;
}

function byDigits(places: Uint32Array, values: Float64Array, order: 'asc' | 'desc'): Uint32Array {
	const { low, high } = orderedBits(values, order);
	let from = places;
	let to: Uint32Array = new Uint32Array(places.length);
	for (const [words, shift] of [
		[low, 0],
		[low, BITS],
		[high, 0],
		[high, BITS]
	] as const) {
		if (!scatter(from, to, words, shift)) continue;
		[from, to] = [to, from];
	}
	return from;
}

/** Each value as two words of 32 bits that are in its order when compared as unsigned numbers. */
function orderedBits(
	values: Float64Array,
	order: 'asc' | 'desc'
): { low: Uint32Array; high: Uint32Array } {
	const one = new Float64Array(1);
	const words = new Uint32Array(one.buffer);
	const low = new Uint32Array(values.length);
	const high = new Uint32Array(values.length);
	const flip = order === 'asc' ? 0 : 0xffffffff;
	for (let i = 0; i < values.length; i++) {
		// Adding zero turns −0 into 0, which it equals.
		one[0] = values[i] + 0;
		if (Number.isNaN(one[0])) {
			low[i] = high[i] = 0xffffffff;
			continue;
		}
		// Floats order like integers once negative ones are inverted and positive ones moved above them.
		const isNegative = words[1] >>> 31 === 1;
		low[i] = (isNegative ? ~words[0] : words[0]) ^ flip;
		high[i] = (isNegative ? ~words[1] : words[1] | 0x80000000) ^ flip;
	}
	return { low, high };
}

/** One pass: places in the order of one digit, equal ones as they were. False when all digits are equal: nothing to do. */
function scatter(from: Uint32Array, to: Uint32Array, words: Uint32Array, shift: number): boolean {
	const starts = new Uint32Array(DIGITS);
	for (let i = 0; i < words.length; i++) starts[(words[i] >>> shift) & MASK]++;
	if (starts[(words[0] >>> shift) & MASK] === words.length) return false;
	let sum = 0;
	for (let digit = 0; digit < DIGITS; digit++) {
		const count = starts[digit];
		starts[digit] = sum;
		sum += count;
	}
	for (let i = 0; i < from.length; i++) {
		const place = from[i];
		to[starts[(words[place] >>> shift) & MASK]++] = place;
	}
	return true;
}
