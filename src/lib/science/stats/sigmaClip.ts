import { SIGMA_PER_MAD } from './mad.ts';

/**
 * The values within `sigma` robust deviations (1.4826 MAD) of the median, clipped again until nothing changes or
 * `maxIterations` is reached; ascending. NaN and infinities are left out first. A million values take as long as sorting
 * them once: clipping moves the ends of the sorted list, and its median and deviations are read off its middle.
 */
export function sigmaClip(
	values: ArrayLike<number>,
	{ sigma = 3, maxIterations = 5 }: { sigma?: number; maxIterations?: number } = {}
): Float64Array {
	let kept = sortedFinite(values);
	for (let iteration = 0; iteration < maxIterations; iteration++) {
		const centre = middle(kept);
		const limit = sigma * SIGMA_PER_MAD * medianDeviation(kept, centre);
		let from = 0;
		let to = kept.length;
		while (from < to && centre - kept[from] > limit) from++;
		while (to > from && kept[to - 1] - centre > limit) to--;
		if (to - from === kept.length) break;
		kept = kept.subarray(from, to);
	}
	return kept;
}

function sortedFinite(values: ArrayLike<number>): Float64Array {
	const finite = new Float64Array(values.length);
	let n = 0;
	for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) finite[n++] = values[i];
	return finite.subarray(0, n).sort();
}

function middle(sorted: Float64Array): number {
	const half = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Median of |value − centre| over a sorted list whose median is the centre: the middle one met when walking outwards. */
function medianDeviation(sorted: Float64Array, centre: number): number {
	const n = sorted.length;
	let right = n >> 1;
	let left = right - 1;
	let before = NaN;
	let deviation = NaN;
	for (let taken = 0; taken <= n >> 1; taken++) {
		before = deviation;
		const below = left < 0 ? Infinity : centre - sorted[left];
		const above = right >= n ? Infinity : sorted[right] - centre;
		deviation = Math.min(below, above);
		if (below <= above) left--;
		else right++;
	}
	return n % 2 === 1 ? deviation : (before + deviation) / 2;
}
