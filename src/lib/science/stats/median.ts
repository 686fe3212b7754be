import { selectInPlace } from './select.ts';

/** Median of the numbers that are not NaN; NaN when there is none. Of an even count the mean of the two in the middle. */
export function median(values: ArrayLike<number>): number {
	return medianInPlace(Float64Array.from(values).filter((value) => !Number.isNaN(value)));
}

/** Median of numbers without NaN; reorders them. In a Float32Array the mean of two is rounded to float32, as numpy's. */
export function medianInPlace(values: Float32Array | Float64Array): number {
	const n = values.length;
	if (n === 0) return NaN;
	const half = n >> 1;
	const upper = selectInPlace(values, half);
	if (n % 2 === 1) return upper;
	let lower = -Infinity;
	for (let i = 0; i < half; i++) if (values[i] > lower) lower = values[i];
	const round = values instanceof Float32Array ? Math.fround : (value: number) => value;
	return round(round(lower + upper) / 2);
}
