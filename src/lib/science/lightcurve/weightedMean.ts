/**
 * Mean of the fluxes at `rows`, weighted by err⁻². Fluxes that are not finite do not count; where any error is missing or not
 * positive, all weigh the same: a few good errors must not decide for the rest. NaN when nothing was measured.
 */
export function weightedMean(
	flux: ArrayLike<number>,
	error: ArrayLike<number>,
	rows: readonly number[]
): number {
	const measured = rows.filter((row) => Number.isFinite(flux[row]));
	const isWeighted = measured.every((row) => error[row] > 0 && error[row] < Infinity);
	let sumWeight = 0;
	let sum = 0;
	for (const row of measured) {
		const weight = isWeighted ? 1 / error[row] ** 2 : 1;
		sumWeight += weight;
		sum += weight * flux[row];
	}
	return sum / sumWeight;
}
