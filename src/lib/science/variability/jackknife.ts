/**
 * How far single epochs decide η and V: the jackknife's standard errors (Efron & Stein 1981), from the metric with each
 * epoch left out in turn. Epochs count as they do in eta.ts and modulation.ts. NaN with fewer than three.
 */
export function jackknifeErrors(
	flux: ArrayLike<number>,
	error: ArrayLike<number>
): { eta: number; v: number } {
	return { eta: standardError(etaWithoutEach(flux, error)), v: standardError(vWithoutEach(flux)) };
}

function etaWithoutEach(flux: ArrayLike<number>, error: ArrayLike<number>): number[] {
	const epochs = Array.from(flux, (value, i) => ({ value, weight: 1 / error[i] ** 2 })).filter(
		({ value, weight }) => Number.isFinite(value) && weight > 0 && weight < Infinity
	);
	const n = epochs.length;
	const weights = sum(epochs.map(({ weight }) => weight));
	// Around the mean, so that the differences of sums below keep their figures.
	const mean = sum(epochs.map(({ value, weight }) => value * weight)) / weights;
	const first = sum(epochs.map(({ value, weight }) => weight * (value - mean)));
	const second = sum(epochs.map(({ value, weight }) => weight * (value - mean) ** 2));
	return epochs.map(({ value, weight }) => {
		const offset = value - mean;
		const left = first - weight * offset;
		return (second - weight * offset ** 2 - left ** 2 / (weights - weight)) / (n - 2);
	});
}

function vWithoutEach(flux: ArrayLike<number>): number[] {
	const values = Array.from(flux).filter(Number.isFinite);
	const n = values.length;
	const mean = sum(values) / n;
	const second = sum(values.map((value) => (value - mean) ** 2));
	return values.map((value) => {
		const offset = value - mean;
		const left = -offset / (n - 1);
		const variance = (second - offset ** 2 - (n - 1) * left ** 2) / (n - 2);
		return Math.sqrt(Math.max(0, variance)) / (mean + left);
	});
}

function standardError(withoutEach: number[]): number {
	const n = withoutEach.length;
	if (n < 3) return NaN;
	const mean = sum(withoutEach) / n;
	return Math.sqrt(((n - 1) / n) * sum(withoutEach.map((value) => (value - mean) ** 2)));
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
