import { selectInPlace } from '../stats/select.ts';

/** Between which values a colour scale runs, and whether by their logarithm. */
export interface ColourScale {
	from: number;
	to: number;
	log: boolean;
}

const SAMPLE = 20_000;
/** Beyond these a few wild values would leave one colour to all the others. */
const LOW_QUANTILE = 0.02;
const HIGH_QUANTILE = 0.98;

/**
 * From the 2 % to the 98 % quantile of the values (of an even sample, when they are many); by logarithm when all of
 * them are positive and span more than a factor of 30. NaN and infinities are left out; null when nothing is left.
 */
export function colourScale(values: Float32Array): ColourScale | null {
	const sample = evenSample(values);
	if (sample.length === 0) return null;
	const quantile = (q: number) => selectInPlace(sample, Math.round(q * (sample.length - 1)));
	const from = quantile(LOW_QUANTILE);
	const to = quantile(HIGH_QUANTILE);
	if (from === to) return { from: from - 0.5, to: to + 0.5, log: false };
	const log = sample.every((value) => value > 0) && to > 30 * from;
	return { from, to, log };
}

/** Where a value stands on the scale, 0 to 1; NaN for what is not a number, or has no logarithm. */
export function placeOnScale({ from, to, log }: ColourScale, value: number): number {
	const share = log
		? (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))
		: (value - from) / (to - from);
	return share < 0 ? 0 : share > 1 ? 1 : share;
}

function evenSample(values: Float32Array): Float32Array {
	const step = Math.max(1, Math.floor(values.length / SAMPLE));
	const sample: number[] = [];
	for (let i = 0; i < values.length; i += step) {
		if (Number.isFinite(values[i])) sample.push(values[i]);
	}
	return Float32Array.from(sample);
}
