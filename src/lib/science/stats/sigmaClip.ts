import { SIGMA_PER_MAD, mad } from './mad.ts';
import { median } from './median.ts';

/**
 * The values within `sigma` robust deviations (1.4826 MAD) of the median, clipped again until nothing changes or
 * `maxIterations` is reached. NaN and infinities are left out first.
 */
export function sigmaClip(
	values: ArrayLike<number>,
	{ sigma = 3, maxIterations = 5 }: { sigma?: number; maxIterations?: number } = {}
): Float64Array {
	let kept = Float64Array.from(values).filter(Number.isFinite);
	for (let iteration = 0; iteration < maxIterations; iteration++) {
		const centre = median(kept);
		const limit = sigma * SIGMA_PER_MAD * mad(kept);
		const inside = kept.filter((value) => Math.abs(value - centre) <= limit);
		if (inside.length === kept.length) break;
		kept = inside;
	}
	return kept;
}
