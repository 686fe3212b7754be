import { rowsByBand } from './bands.ts';
import { eta } from './eta.ts';
import { modulation } from './modulation.ts';
import { pairM, pairVs } from './pairs.ts';

/** Columns of a light curve that the metrics need. MHz, mJy/beam and mJy; NaN means not measured. */
export interface BandedCurve {
	frequencyMhz: ArrayLike<number>;
	fluxPeak: ArrayLike<number>;
	fluxPeakErr: ArrayLike<number>;
	fluxInt: ArrayLike<number>;
	fluxIntErr: ArrayLike<number>;
}

/** Variability of a source within one band; names and units as those of a whole source. */
export interface BandMetrics {
	frequencyMhz: number;
	nMeas: number;
	etaPeak: number;
	vPeak: number;
	etaInt: number;
	vInt: number;
	avgFluxPeak: number;
	maxFluxPeak: number;
	minFluxPeak: number;
	vsAbsSignificantMaxPeak: number;
	mAbsSignificantMaxPeak: number;
	vsAbsSignificantMaxInt: number;
	mAbsSignificantMaxInt: number;
}

/**
 * Metrics of each band of a light curve, ascending in frequency. A run over several bands mixes them in the reference's
 * η and V, where a steady source with a spectral slope then looks variable; within a band it does not.
 */
export function bandMetrics(curve: BandedCurve, pairMinAbsVs: number): BandMetrics[] {
	return rowsByBand(curve.frequencyMhz).map((epochs) => {
		const pick = (column: ArrayLike<number>) => epochs.map((epoch) => column[epoch]);
		const peak = { flux: pick(curve.fluxPeak), err: pick(curve.fluxPeakErr) };
		const int = { flux: pick(curve.fluxInt), err: pick(curve.fluxIntErr) };
		const peakPair = significantPair(peak, pairMinAbsVs);
		const intPair = significantPair(int, pairMinAbsVs);
		return {
			frequencyMhz: curve.frequencyMhz[epochs[0]],
			nMeas: epochs.length,
			etaPeak: eta(peak.flux, peak.err),
			vPeak: modulation(peak.flux),
			etaInt: eta(int.flux, int.err),
			vInt: modulation(int.flux),
			avgFluxPeak: peak.flux.reduce((sum, flux) => sum + flux, 0) / epochs.length,
			maxFluxPeak: Math.max(...peak.flux),
			minFluxPeak: Math.min(...peak.flux),
			vsAbsSignificantMaxPeak: peakPair.vs,
			mAbsSignificantMaxPeak: peakPair.m,
			vsAbsSignificantMaxInt: intPair.vs,
			mAbsSignificantMaxInt: intPair.m
		};
	});
}

/** Whether images of these frequencies (MHz) are all of one band. */
export function isOneBand(frequenciesMhz: readonly number[]): boolean {
	return rowsByBand(frequenciesMhz).length === 1;
}

/** What a source's variability is judged by: its leading band where it was seen in several, else all epochs. */
export function judgedBy<B extends { etaPeak: number }, S extends { bands: readonly B[] }>(
	source: S
): S | (S & B) {
	const leading = source.bands.length > 1 ? leadingBand(source.bands) : null;
	return leading ? { ...source, ...leading } : source;
}

/** The band in which a source varies most significantly: largest η of the peak flux, the lower frequency on ties. */
export function leadingBand<B extends { etaPeak: number }>(bands: readonly B[]): B | null {
	return bands.reduce<B | null>(
		(best, band) => (best && best.etaPeak >= band.etaPeak ? best : band),
		null
	);
}

/** |Vs| and |m| of the most modulated pair with |Vs| ≥ the limit (spec/pipeline.md §6.1); 0 where there is none. */
function significantPair(
	{ flux, err }: { flux: number[]; err: number[] },
	minAbsVs: number
): { vs: number; m: number } {
	const best = { vs: 0, m: 0 };
	for (let a = 0; a < flux.length; a++) {
		for (let b = a + 1; b < flux.length; b++) {
			const vs = Math.abs(pairVs(flux[a], err[a], flux[b], err[b]));
			const m = Math.abs(pairM(flux[a], flux[b]));
			if (!(vs >= minAbsVs) || !Number.isFinite(vs) || !(m > best.m) || m === Infinity) continue;
			best.vs = vs;
			best.m = m;
		}
	}
	return best;
}
