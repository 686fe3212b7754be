import {
	calibrated,
	type CalibrationMethod,
	fitCalibration,
	type Labelled
} from './calibration.ts';

/** Objects whose probability was said to be about the same, and how often it was one. */
export interface ReliabilityBin {
	from: number;
	to: number;
	n: number;
	events: number;
	/** Mean of what was said; NaN in an empty bin. */
	said: number;
	/** Share of events, with the interval that holds the true one with 95 % (Wilson 1927); NaN in an empty bin. */
	share: number;
	low: number;
	high: number;
}

const BINS = 10;
/** 95 % of a normal distribution. */
const Z = 1.959964;

/** Of ten equal bins of probability. */
export function reliabilityBins(
	said: readonly number[],
	isEse: readonly boolean[]
): ReliabilityBin[] {
	return Array.from({ length: BINS }, (_, bin) => {
		const own = said.flatMap((probability, i) => (binOf(probability) === bin ? [i] : []));
		const n = own.length;
		const events = own.filter((i) => isEse[i]).length;
		const { low, high } = wilson(events, n);
		const mean = own.reduce((sum, i) => sum + said[i], 0) / n;
		return {
			from: bin / BINS,
			to: (bin + 1) / BINS,
			n,
			events,
			said: mean,
			share: events / n,
			low,
			high
		};
	});
}

function binOf(probability: number): number {
	return Math.min(BINS - 1, Math.floor(probability * BINS));
}

/** Wilson's score interval for a share of n. */
export function wilson(events: number, n: number): { low: number; high: number } {
	if (n === 0) return { low: NaN, high: NaN };
	const share = events / n;
	const square = Z * Z;
	const centre = (share + square / (2 * n)) / (1 + square / n);
	const half = (Z / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
	return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Mean squared difference of what was said from what was: 0 is perfect, ¼ is a coin (Brier 1950). */
export function brierScore(said: readonly number[], isEse: readonly boolean[]): number {
	const sum = said.reduce(
		(total, probability, i) => total + (probability - Number(isEse[i])) ** 2,
		0
	);
	return sum / said.length;
}

const FOLDS = 5;

/**
 * What a calibration would say of objects that it was not fitted to: each fifth by a fit to the other four. A fold takes every fifth
 * of the events and every fifth of the others in order of score, so that each fit has both kinds.
 */
export function crossCalibrated(
	method: CalibrationMethod,
	labelled: readonly Labelled[]
): number[] {
	const fold = new Array<number>(labelled.length);
	for (const kind of [true, false]) {
		labelled
			.map((object, i) => ({ ...object, i }))
			.filter(({ isEse }) => isEse === kind)
			.sort((a, b) => a.score - b.score || a.i - b.i)
			.forEach(({ i }, place) => (fold[i] = place % FOLDS));
	}
	const curves = Array.from({ length: FOLDS }, (_, left) =>
		fitCalibration(
			method,
			labelled.filter((_object, i) => fold[i] !== left)
		)
	);
	return labelled.map(({ score }, i) => calibrated(curves[fold[i]], score));
}
