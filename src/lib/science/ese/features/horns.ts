/**
 * Horn score: how far the flux on the flanks of a dip, 1 to 1.6 of its half-widths from t₀, lies above the base further out, in σ of
 * the difference (spec/vetting.md §3.5). It supports a lens and is never required. NaN where either has no epoch.
 */
export function hornScore(
	mjd: Float64Array,
	{ flux, error }: { flux: Float64Array; error: Float64Array },
	{ t0Mjd, halfWidthDays }: { t0Mjd: number; halfWidthDays: number }
): number {
	const flank = { weights: 0, sum: 0 };
	const base = { weights: 0, sum: 0 };
	for (let i = 0; i < mjd.length; i += 1) {
		const away = Math.abs(mjd[i] - t0Mjd) / halfWidthDays;
		if (away < 1) continue;
		const place = away <= 1.6 ? flank : base;
		place.weights += 1 / error[i] ** 2;
		place.sum += flux[i] / error[i] ** 2;
	}
	if (flank.weights === 0 || base.weights === 0) return NaN;
	const difference = flank.sum / flank.weights - base.sum / base.weights;
	return difference / Math.sqrt(1 / flank.weights + 1 / base.weights);
}
