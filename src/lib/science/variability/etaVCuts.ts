import { gaussianFit } from '../stats/gaussianFit.ts';
import { sigmaClip } from '../stats/sigmaClip.ts';
import { etaVPopulation, type EtaVColumns } from './etaVPopulation.ts';

/** Gaussian in log10 of a metric, after clipping. */
export interface LogGaussian {
	mean: number;
	sigma: number;
}

/** The steady population in η and V. */
export interface EtaVFit {
	eta: LogGaussian;
	v: LogGaussian;
	/** Sources that took part, before clipping. */
	n: number;
}

/** The population of a run in η and V, and the cuts above which a source is variable. */
export interface EtaVCuts extends EtaVFit {
	/** In units of η and V, not of their logarithms. */
	etaCut: number;
	vCut: number;
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
export const FEWEST_TO_FIT = 50;

/** Cuts of the sources with two or more epochs and positive values; null where nothing can be fitted. */
export function etaVCuts(
	sources: EtaVColumns,
	{ kEta, kV }: EtaVCutOptions = DEFAULT_CUTS
): EtaVCuts | null {
	const { logEta, logV } = etaVPopulation(sources);
	const fit = etaVFit(logEta, logV);
	return fit && { ...fit, etaCut: cutAt(fit.eta, kEta), vCut: cutAt(fit.v, kV) };
}

/**
 * Fits Gaussians to log10 η and log10 V, each clipped at 3 σ about its median, σ from the median absolute deviation, in
 * at most 5 rounds (astropy's sigma_clip with mad_std, then the maximum-likelihood mean and σ). null of fewer than 50
 * sources, or without scatter.
 */
export function etaVFit(logEta: ArrayLike<number>, logV: ArrayLike<number>): EtaVFit | null {
	if (logEta.length < FEWEST_TO_FIT) return null;
	const eta = gaussianFit(sigmaClip(logEta));
	const v = gaussianFit(sigmaClip(logV));
	if (!(eta.sigma > 0) || !(v.sigma > 0)) return null;
	return { eta, v, n: logEta.length };
}

/** The value of η or V that lies k σ above the mean. */
export function cutAt({ mean, sigma }: LogGaussian, k: number): number {
	return 10 ** (mean + k * sigma);
}
