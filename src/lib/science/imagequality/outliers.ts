import { SIGMA_PER_MAD, mad } from '../stats/mad.ts';
import { median } from '../stats/median.ts';

/** How far a value is from those of the other images. */
interface Deviation {
	median: number;
	/** Robust standard deviation: 1.4826 times the median absolute deviation, or the least difference that is worth a word. */
	sigma: number;
	/** Of each value, in those σ; NaN where it was not measured. */
	deviations: number[];
	isOutlier: boolean[];
}

/** Beyond so many robust σ of the median a value is an outlier: about one in 3.5 million, were they normal. */
export const OUTLIER_SIGMAS = 5;
/** Fewer images say too little of what is usual. */
export const FEWEST_IMAGES = 8;

/**
 * Which of some values stand apart. Where all but a few are equal to the last digit the scatter is nothing, so that a
 * difference below `least` (in the unit of the values) never makes an outlier.
 */
export function deviationsOf(values: readonly number[], { least }: { least: number }): Deviation {
	const measured = values.filter(Number.isFinite);
	const centre = median(measured);
	const sigma = Math.max(SIGMA_PER_MAD * mad(measured), least / OUTLIER_SIGMAS);
	const deviations = values.map((value) => (value - centre) / sigma);
	const isEnough = measured.length >= FEWEST_IMAGES;
	const isOutlier = deviations.map((own) => isEnough && Math.abs(own) > OUTLIER_SIGMAS);
	return { median: centre, sigma, deviations, isOutlier };
}
