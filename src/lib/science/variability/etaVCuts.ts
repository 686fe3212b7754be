import { gaussianFit } from '../stats/gaussianFit.ts';
import { sigmaClip } from '../stats/sigmaClip.ts';

/** Gaussian in log10 of a metric, after clipping. */
export interface LogGaussian {
	mean: number;
	sigma: number;
}

/** The population of a run in η and V, and the cuts above which a source is variable. */
export interface EtaVCuts {
	eta: LogGaussian;
	v: LogGaussian;
	/** In units of η and V, not of their logarithms. */
	etaCut: number;
	vCut: number;
	/** Sources that took part. */
	n: number;
}

export interface EtaVCutOptions {
	/** Cuts are at mean + kEta·σ and mean + kV·σ of the logarithms. */
	kEta: number;
	kV: number;
}

/**
 * 1.5 σ on both axes. A source must pass both, which by chance some 0.5 % of a steady population does (η follows
 * the noise and V mostly the signal to noise, so the two are nearly independent): three in 600 sources, few enough
 * to look at. The 3 σ at which the reference's plot starts would leave out all but the obvious, and ranking exists for the rest.
 */
export const DEFAULT_CUTS: EtaVCutOptions = { kEta: 1.5, kV: 1.5 };

/** Below this a mean and σ say little (spec/web.md §1.11). */
const FEWEST_SOURCES = 50;

/**
 * Fits Gaussians to log10 η and log10 V of the sources with two or more epochs and positive values, each clipped
 * at 3 σ about its median, σ from the median absolute deviation, in at most 5 rounds (astropy's sigma_clip with
 * mad_std, then the maximum-likelihood mean and σ). null with fewer than 50 such sources, or without scatter.
 */
export function etaVCuts(
	sources: { eta: ArrayLike<number>; v: ArrayLike<number>; nMeas: ArrayLike<number> },
	{ kEta, kV }: EtaVCutOptions = DEFAULT_CUTS
): EtaVCuts | null {
	const logEta: number[] = [];
	const logV: number[] = [];
	for (let i = 0; i < sources.nMeas.length; i++) {
		if (sources.nMeas[i] < 2 || !(sources.eta[i] > 0) || !(sources.v[i] > 0)) continue;
		logEta.push(Math.log10(sources.eta[i]));
		logV.push(Math.log10(sources.v[i]));
	}
	if (logEta.length < FEWEST_SOURCES) return null;
	const eta = gaussianFit(sigmaClip(logEta));
	const v = gaussianFit(sigmaClip(logV));
	if (!(eta.sigma > 0) || !(v.sigma > 0)) return null;
	return {
		eta,
		v,
		etaCut: 10 ** (eta.mean + kEta * eta.sigma),
		vCut: 10 ** (v.mean + kV * v.sigma),
		n: logEta.length
	};
}
