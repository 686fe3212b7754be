/**
 * How many epochs of a light curve stand apart from the rest, from its aggregates alone. If k of n epochs are off
 * by the same amount A, then max − min = A and s² = A²·k(n − k)/(n(n − 1)); solved for the smaller k. 1 is a single
 * outlier, n/2 a change that splits the light curve evenly (or a source that wanders), which is the most there is.
 * Noise adds to s², so a faint outlier counts as more. 0 for a source of one epoch or without scatter.
 */
export function epochsOutOfLine(source: {
	nMeas: number;
	vPeak: number;
	avgFluxPeak: number;
	maxFluxPeak: number;
	minFluxPeak: number;
}): number {
	const n = source.nMeas;
	const range = source.maxFluxPeak - source.minFluxPeak;
	if (n < 2 || !(range > 0)) return 0;
	const scatter = source.vPeak * source.avgFluxPeak;
	const product = ((scatter / range) ** 2 * (n - 1)) / n;
	const fraction = (1 - Math.sqrt(Math.max(0, 1 - 4 * product))) / 2;
	return fraction * n;
}
