import { medianInPlace } from '../stats/median.ts';
import { lnSumExp } from './evidence.ts';
import type { Explanations } from './explanations.ts';
import { dot } from './noise.ts';

/** What the score looks at, in the order of its coefficients. Those of several bands have `SEVERAL_BANDS` besides. */
export const SCORE_FEATURES = [
	'lens against all',
	'lens against constant',
	'lens against red noise',
	'lens against trend',
	'lens against wave',
	'lens against step',
	'lens against bad epochs',
	'lens against flare',
	'lens gain',
	'lens gain over ordinary gain',
	'chi2 left by the lens',
	'chi2 of a constant',
	'deepest below the median',
	'highest above the median',
	'smoothness',
	'skewness',
	'average lens against red noise',
	'average lens against all',
	'average lens against constant',
	'average lens against lens'
] as const;
export const SEVERAL_BANDS = [
	'lens against achromatic',
	'average lens against average achromatic',
	'average lens against achromatic'
] as const;

/** Logarithms keep one extreme light curve from outweighing all others. */
export function scoreFeatures(explanations: Explanations): number[] {
	const { lens, averageLens, averageAchromatic, ordinary, lensMatch, ordinaryDeltaChi2, white } =
		explanations;
	const allOrdinary = lnSumExp(Object.values(ordinary));
	const { excess, n, bands } = white.epochs;
	const lensGain = lensMatch?.deltaChi2 ?? 0;
	const freedom = Math.max(1, n - bands.length);
	const chi2 = dot(white.flux, white.flux);
	const centre = medianInPlace(excess.slice());
	const away = new Float64Array(n);
	for (let i = 0; i < n; i += 1) away[i] = Math.abs(excess[i] - centre);
	const width = Math.max(medianInPlace(away), 1e-3);
	const features = [
		logarithmic(lens - allOrdinary),
		logarithmic(lens - ordinary.constant),
		logarithmic(lens - ordinary['red noise']),
		logarithmic(lens - ordinary.trend),
		logarithmic(lens - ordinary.wave),
		logarithmic(lens - ordinary.step),
		logarithmic(lens - ordinary['bad epochs']),
		logarithmic(lens - ordinary.flare),
		logarithmic(lensGain),
		logarithmic(lensGain - ordinaryDeltaChi2),
		Math.log(Math.max(0, chi2 - lensGain) / freedom + 0.1),
		Math.log(chi2 / freedom + 0.1),
		Math.log((centre - lowest(excess)) / width + 0.5),
		Math.log((highest(excess) - centre) / width + 0.5),
		Math.log(smoothness(excess, bands)),
		logarithmic(skewness(white.flux)),
		logarithmic(averageLens - ordinary['red noise']),
		logarithmic(averageLens - allOrdinary),
		logarithmic(averageLens - ordinary.constant),
		logarithmic(averageLens - lens)
	];
	if (bands.length === 1) return features;
	return [
		...features,
		logarithmic(lens - ordinary.achromatic),
		logarithmic(averageLens - averageAchromatic),
		logarithmic(averageLens - ordinary.achromatic)
	];
}

/** sgn(x) ln(1 + |x|/2), within ±12. */
function logarithmic(x: number): number {
	if (Number.isNaN(x)) return 0;
	return Math.sign(x) * Math.min(12, Math.log1p(Math.abs(x) / 2));
}

function lowest(values: Float64Array): number {
	return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function highest(values: Float64Array): number {
	return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

/** Variance over the mean square of successive differences, within bands: ½ for white noise. Within 0.01 … 100. */
function smoothness(excess: Float64Array, bands: readonly { from: number; to: number }[]): number {
	let variance = 0;
	let differences = 0;
	for (const { from, to } of bands) {
		let mean = 0;
		for (let i = from; i < to; i += 1) mean += excess[i] / (to - from);
		for (let i = from; i < to; i += 1) {
			variance += (excess[i] - mean) ** 2;
			if (i > from) differences += (excess[i] - excess[i - 1]) ** 2;
		}
	}
	if (!(variance > 0)) return 0.5;
	return Math.min(100, Math.max(0.01, variance / differences));
}

/** Third moment of the residuals in units of their errors over n: a deep dip is negative, a flare positive. */
function skewness(residuals: Float64Array): number {
	return residuals.reduce((sum, x) => sum + x ** 3, 0) / residuals.length;
}
