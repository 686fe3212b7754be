import { median } from './median.ts';

/** σ of a normal distribution whose median absolute deviation is 1: 1/Φ⁻¹(¾). */
export const SIGMA_PER_MAD = 1.482602218505602;

/** Median absolute deviation from the median, not scaled to σ. NaN is left out; NaN when nothing is left. */
export function mad(values: ArrayLike<number>): number {
	const centre = median(values);
	return median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}
