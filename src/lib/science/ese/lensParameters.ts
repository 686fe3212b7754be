import type { Fitted } from './lensFit.ts';
import { lensShape } from './lensAtlas.ts';
import type { PolishedLens } from './lensPolish.ts';

/** Every parameter of a fitted lens with its standard error; NaN where the light curve does not constrain it. */
export interface LensParameters {
	t0Mjd: Fitted;
	/** a/v of the ingress, days. */
	tauDays: Fitted;
	/** Half-depth width of the dip in the lowest band, days. */
	widthDays: Fitted;
	/** In the lowest band. */
	alpha: Fitted;
	/** In units of a. */
	sigmaS: Fitted;
	egress: Fitted;
	compactFraction: Fitted;
}

/** Step in ln α and ln σ_s of the slopes of the dip's width. */
const STEP = 0.05;

export function lensParameters({ lens, fraction, covariance }: PolishedLens): LensParameters {
	const sigma = (k: number) => (covariance ? Math.sqrt(covariance[k][k]) : NaN);
	const logarithmic = (value: number, k: number): Fitted => ({ value, error: value * sigma(k) });
	const { widthDays, alpha, sigmaS, egress, t0Mjd } = lens;
	const tauDays = widthDays / lensShape(alpha, sigmaS).fwhm;
	return {
		t0Mjd: { value: t0Mjd, error: sigma(0) * widthDays },
		tauDays: { value: tauDays, error: tauDays * lnTauError(lens, covariance) },
		widthDays: logarithmic(widthDays, 1),
		alpha: logarithmic(alpha, 2),
		sigmaS: logarithmic(sigmaS, 3),
		egress: logarithmic(egress, 4),
		compactFraction: { value: fraction, error: sigma(5) }
	};
}

/** ln τ = ln width − ln fwhm(α, σ_s), by the covariances of the three. */
function lnTauError({ alpha, sigmaS }: PolishedLens['lens'], covariance: number[][] | null) {
	if (covariance === null) return NaN;
	const lnWidth = (lnAlpha: number, lnSigma: number) =>
		Math.log(lensShape(alpha * Math.exp(lnAlpha), sigmaS * Math.exp(lnSigma)).fwhm);
	const slopes = [
		{ k: 1, slope: 1 },
		{ k: 2, slope: -(lnWidth(STEP, 0) - lnWidth(-STEP, 0)) / (2 * STEP) },
		{ k: 3, slope: -(lnWidth(0, STEP) - lnWidth(0, -STEP)) / (2 * STEP) }
	];
	const variance = slopes.reduce(
		(sum, a) => slopes.reduce((all, b) => all + a.slope * b.slope * covariance[a.k][b.k], sum),
		0
	);
	return Math.sqrt(Math.max(0, variance));
}
