import { lensShape } from './lensAtlas.ts';
import { polishLens } from './lensPolish.ts';
import type { LensMatch } from './lensSearch.ts';
import type { WhitenedEpochs } from './noise.ts';

/** A fitted number and its standard error; NaN where the light curve does not constrain it. */
export interface Fitted {
	value: number;
	error: number;
}

/** The lens in the astronomer's parameters: F = F₀[(1−f) + f·I((t−t₀)/τ)]. */
export interface LensFit {
	deltaChi2: number;
	t0Mjd: Fitted;
	/** Half-depth width of the dip in the lowest band. */
	widthDays: Fitted;
	/** a/v of the ingress. */
	tauDays: number;
	/** In the lowest band; the error is that of ln α. */
	alpha: number;
	lnAlphaError: number;
	sigmaS: number;
	egress: number;
	compactFraction: Fitted;
}

export function describeLens(white: WhitenedEpochs, match: LensMatch): LensFit {
	const polished = polishLens(white, match.lens, { freeColour: false });
	const { lens, deltaChi2, fraction, covariance } = polished;
	const sigma = (k: number) => (covariance ? Math.sqrt(covariance[k][k]) : NaN);
	return {
		deltaChi2,
		t0Mjd: { value: lens.t0Mjd, error: sigma(0) * lens.widthDays },
		widthDays: { value: lens.widthDays, error: sigma(1) * lens.widthDays },
		tauDays: lens.widthDays / lensShape(lens.alpha, lens.sigmaS).fwhm,
		alpha: lens.alpha,
		lnAlphaError: sigma(2),
		sigmaS: lens.sigmaS,
		egress: lens.egress,
		compactFraction: { value: fraction, error: sigma(5) }
	};
}
