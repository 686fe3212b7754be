/**
 * η, the weighted variance of a light curve over what its errors predict (spec/pipeline.md §6): the reduced χ² of
 * a constant source, about 1 for noise alone. η = Σ w·(f − f̄_w)² / (N − 1) with w = err⁻², the two-pass form of
 * N/(N−1)·(⟨w f²⟩ − ⟨w f⟩²/⟨w⟩), which cancels catastrophically at high signal to noise.
 * Epochs without a finite flux and a positive error do not count. 0 with fewer than two epochs.
 */
export function eta(flux: ArrayLike<number>, error: ArrayLike<number>): number {
	let n = 0;
	let sumWeight = 0;
	let sumFlux = 0;
	// A first guess near the mean keeps the sums of the first pass small, whatever the flux scale.
	let origin = NaN;
	for (let i = 0; i < flux.length; i++) {
		if (!isMeasured(flux[i], error[i])) continue;
		if (n++ === 0) origin = flux[i];
		const weight = 1 / error[i] ** 2;
		sumWeight += weight;
		sumFlux += weight * (flux[i] - origin);
	}
	if (n < 2) return 0;
	const mean = sumFlux / sumWeight;
	let chiSquared = 0;
	for (let i = 0; i < flux.length; i++) {
		if (!isMeasured(flux[i], error[i])) continue;
		chiSquared += ((flux[i] - origin - mean) / error[i]) ** 2;
	}
	return chiSquared / (n - 1);
}

function isMeasured(flux: number, error: number): boolean {
	return Number.isFinite(flux) && error > 0 && error < Infinity;
}
