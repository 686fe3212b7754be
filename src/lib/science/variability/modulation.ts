/**
 * V, the modulation of a light curve: sample standard deviation (N − 1) over mean (spec/pipeline.md §6).
 * Epochs with a flux that is not finite do not count. 0 with fewer than two epochs, and where the mean is 0.
 */
export function modulation(flux: ArrayLike<number>): number {
	let n = 0;
	let sum = 0;
	for (let i = 0; i < flux.length; i++) {
		if (!Number.isFinite(flux[i])) continue;
		n++;
		sum += flux[i];
	}
	const mean = sum / n;
	if (n < 2 || mean === 0) return 0;
	let squares = 0;
	for (let i = 0; i < flux.length; i++) {
		if (Number.isFinite(flux[i])) squares += (flux[i] - mean) ** 2;
	}
	return Math.sqrt(squares / (n - 1)) / mean;
}
