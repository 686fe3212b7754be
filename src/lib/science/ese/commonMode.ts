import { SIGMA_PER_MAD, mad } from '../stats/mad.ts';
import { median } from '../stats/median.ts';

/** By how much an image's flux scale is off, from the sources in it. */
export interface ImageScale {
	/** Median of flux over usual flux: 1 is right. */
	factor: number;
	/** Standard error of the factor. */
	error: number;
	sources: number;
}

/** Fewer neighbours say too little (spec/vetting.md §3.5). */
const FEWEST_SOURCES = 8;
/** A scale that is off by less than this many σ is left alone: dividing by it would add noise. */
const LEAST_SIGMA = 4;
/** Standard error of a median over that of a mean, normal distribution. */
const MEDIAN_ERROR = Math.sqrt(Math.PI / 2);

/**
 * The scale of one image from the ratios of its sources' fluxes to their median ones. A median: what varies by itself is outvoted.
 * null with fewer than eight sources.
 */
export function imageScale(ratios: readonly number[]): ImageScale | null {
	const finite = ratios.filter(Number.isFinite);
	if (finite.length < FEWEST_SOURCES) return null;
	const scatter = SIGMA_PER_MAD * mad(finite);
	return {
		factor: median(finite),
		error: (MEDIAN_ERROR * scatter) / Math.sqrt(finite.length),
		sources: finite.length
	};
}

/** Whether an image is bad enough to be corrected. */
export function isOffScale({ factor, error }: ImageScale): boolean {
	return factor > 0 && Math.abs(factor - 1) > LEAST_SIGMA * Math.max(error, 1e-3);
}

/** A flux and its error as they would be had the image's scale been right. */
export function rescaled(
	{ fluxMjy, fluxErrMjy }: { fluxMjy: number; fluxErrMjy: number },
	{ factor, error }: ImageScale
): { fluxMjy: number; fluxErrMjy: number } {
	return {
		fluxMjy: fluxMjy / factor,
		fluxErrMjy: Math.hypot(fluxErrMjy, (fluxMjy * error) / factor) / factor
	};
}

/** Pearson's r of a light curve's relative excesses with its images' (0 is right): how much of it its neighbours share. */
export function commonModeCorrelation(
	excess: readonly number[],
	imageExcess: readonly number[]
): number {
	const pairs = excess
		.map((own, i) => [own, imageExcess[i]])
		.filter(([own, image]) => Number.isFinite(own) && Number.isFinite(image));
	const n = pairs.length;
	if (n < 4) return NaN;
	const [meanA, meanB] = [0, 1].map((k) => pairs.reduce((sum, pair) => sum + pair[k], 0) / n);
	let ab = 0;
	let aa = 0;
	let bb = 0;
	for (const [a, b] of pairs) {
		ab += (a - meanA) * (b - meanB);
		aa += (a - meanA) ** 2;
		bb += (b - meanB) ** 2;
	}
	return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : NaN;
}
