import { weightedMean } from './stetson.ts';

/**
 * How alike a light curve is on both sides of t₀: 1 − Σ w [F(t₀+τ) − F(t₀−τ)]² / (2 Σ w (F − F̄)²) over the epochs whose mirror
 * image lies within the light curve, interpolated linearly there (spec/vetting.md §3.5). 1 is symmetric, 0 unrelated. NaN with
 * fewer than four such epochs.
 */
export function symmetry(
	mjd: Float64Array,
	{ flux, error }: { flux: Float64Array; error: Float64Array },
	{ t0Mjd, reachDays }: { t0Mjd: number; reachDays: number }
): number {
	const mean = weightedMean(flux, error);
	let unlike = 0;
	let scatter = 0;
	let n = 0;
	for (let i = 0; i < mjd.length; i += 1) {
		const mirror = 2 * t0Mjd - mjd[i];
		if (Math.abs(mjd[i] - t0Mjd) > reachDays) continue;
		const mirrored = interpolate(mjd, flux, mirror);
		if (Number.isNaN(mirrored)) continue;
		const weight = 1 / error[i] ** 2;
		unlike += weight * (flux[i] - mirrored) ** 2;
		scatter += weight * (flux[i] - mean) ** 2;
		n += 1;
	}
	return n >= 4 && scatter > 0 ? 1 - unlike / (2 * scatter) : NaN;
}

/** NaN outside. */
function interpolate(mjd: Float64Array, flux: Float64Array, at: number): number {
	const n = mjd.length;
	if (!(at >= mjd[0] && at <= mjd[n - 1])) return NaN;
	let low = 0;
	let high = n - 1;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (mjd[middle] <= at) low = middle;
		else high = middle;
	}
	const span = mjd[high] - mjd[low];
	if (span === 0) return flux[low];
	return flux[low] + ((at - mjd[low]) / span) * (flux[high] - flux[low]);
}
