import type { SourceColumns } from '#science/run/types.ts';

/** Largest |ours − expected| allowed: absolute + relative·|expected|, and why not less. */
export interface Tolerance {
	relative: number;
	absolute: number;
	why: string;
}

const EXACT: Tolerance = { relative: 0, absolute: 0, why: 'counts and flags' };
const DOUBLE: Tolerance = {
	relative: 1e-8,
	absolute: 1e-12,
	why: 'the same formula in another order of operations'
};
const ETA: Tolerance = {
	relative: 1e-8,
	absolute: 1e-7,
	why: 'the reference subtracts two large numbers of almost equal size'
};
const SINGLE: Tolerance = {
	relative: 5e-7,
	absolute: 1e-6,
	why: 'the reference stores float32'
};

/** spec/pipeline.md §9: what feeds on the error radius carries the quantisation of the reference's arc cosine. */
const ARCCOS = 'the arc cosine of the reference is quantised, by another sine than ours';

/** Columns of measurements.parquet; those not named here are DOUBLE at 1e-10. */
export const MEASUREMENT_TOLERANCES: Record<string, Tolerance> = {
	error_radius: { relative: 0, absolute: 2.5e-6, why: ARCCOS },
	uncertainty_ew: { relative: 5e-5, absolute: 0, why: ARCCOS },
	uncertainty_ns: { relative: 5e-5, absolute: 0, why: ARCCOS },
	weight_ew: { relative: 1e-4, absolute: 0, why: ARCCOS },
	weight_ns: { relative: 1e-4, absolute: 0, why: ARCCOS }
};
export const MEASUREMENT_TOLERANCE: Tolerance = {
	relative: 1e-10,
	absolute: 1e-15,
	why: 'read from text, or a short formula'
};

/** images.parquet and skyregions.parquet. */
export const IMAGE_TOLERANCE: Tolerance = {
	relative: 1e-9,
	absolute: 1e-12,
	why: 'header values and one projection'
};

/** What depends on positions and weights, and so on where the measurements come from. */
interface PositionTolerances {
	wavgPosition: Tolerance;
	wavgUncertainty: Tolerance;
	neighbour: Tolerance;
	newHighSigma: Tolerance;
	d2d: Tolerance;
	dr: Tolerance;
}

/** Our own measurements, made from the catalogues. */
export const END_TO_END: PositionTolerances = {
	wavgPosition: { relative: 0, absolute: 5e-8, why: `weights: ${ARCCOS}` },
	wavgUncertainty: { relative: 5e-5, absolute: 0, why: `weights: ${ARCCOS}` },
	neighbour: { relative: 1e-6, absolute: 5e-8, why: 'difference of two such positions' },
	newHighSigma: { relative: 1e-6, absolute: 1e-9, why: 'noise maps are float32' },
	d2d: { relative: 0, absolute: 1e-4, why: 'arcsec between two such positions' },
	dr: { relative: 5e-5, absolute: 1e-6, why: `uncertainties: ${ARCCOS}` }
};

/** The reference's own measurements: nothing is left but rounding. */
export const FED: PositionTolerances = {
	wavgPosition: { relative: 1e-8, absolute: 0, why: 'means of a few numbers' },
	wavgUncertainty: { relative: 1e-8, absolute: 0, why: 'sums of a few numbers' },
	neighbour: { relative: 1e-8, absolute: 0, why: 'one separation' },
	newHighSigma: { relative: 1e-8, absolute: 0, why: 'one division' },
	d2d: {
		relative: 1e-8,
		absolute: 1e-8,
		why: 'the reference rounds RA·weight before it averages, 3e-14° of 150°'
	},
	dr: { relative: 1e-8, absolute: 0, why: '0 in basic association' }
};

/** Columns of sources.parquet, ours and theirs. `wavg_ra` is compared modulo 360. */
export function sourceTolerances(
	positions: PositionTolerances
): Record<string, { key: Exclude<keyof SourceColumns, 'n'>; tolerance: Tolerance }> {
	return {
		n_meas_forced: { key: 'nMeasForced', tolerance: EXACT },
		n_meas: { key: 'nMeas', tolerance: EXACT },
		n_meas_sel: { key: 'nMeasSel', tolerance: EXACT },
		n_sibl: { key: 'nSibl', tolerance: EXACT },
		wavg_ra: { key: 'wavgRa', tolerance: positions.wavgPosition },
		wavg_dec: { key: 'wavgDec', tolerance: positions.wavgPosition },
		avg_compactness: { key: 'avgCompactness', tolerance: DOUBLE },
		min_snr: { key: 'minSnr', tolerance: DOUBLE },
		max_snr: { key: 'maxSnr', tolerance: DOUBLE },
		wavg_uncertainty_ew: { key: 'wavgUncertaintyEw', tolerance: positions.wavgUncertainty },
		wavg_uncertainty_ns: { key: 'wavgUncertaintyNs', tolerance: positions.wavgUncertainty },
		avg_flux_int: { key: 'avgFluxInt', tolerance: DOUBLE },
		avg_flux_peak: { key: 'avgFluxPeak', tolerance: DOUBLE },
		max_flux_peak: { key: 'maxFluxPeak', tolerance: DOUBLE },
		max_flux_int: { key: 'maxFluxInt', tolerance: DOUBLE },
		min_flux_peak: { key: 'minFluxPeak', tolerance: DOUBLE },
		min_flux_int: { key: 'minFluxInt', tolerance: DOUBLE },
		min_flux_peak_isl_ratio: { key: 'minFluxPeakIslRatio', tolerance: DOUBLE },
		min_flux_int_isl_ratio: { key: 'minFluxIntIslRatio', tolerance: DOUBLE },
		v_int: { key: 'vInt', tolerance: DOUBLE },
		v_peak: { key: 'vPeak', tolerance: DOUBLE },
		eta_int: { key: 'etaInt', tolerance: ETA },
		eta_peak: { key: 'etaPeak', tolerance: ETA },
		n_rel: { key: 'nRel', tolerance: EXACT },
		new: { key: 'isNew', tolerance: EXACT },
		new_high_sigma: { key: 'newHighSigma', tolerance: positions.newHighSigma },
		n_neighbour_dist: { key: 'nNeighbourDist', tolerance: positions.neighbour },
		vs_abs_significant_max_peak: { key: 'vsAbsSignificantMaxPeak', tolerance: DOUBLE },
		m_abs_significant_max_peak: { key: 'mAbsSignificantMaxPeak', tolerance: DOUBLE },
		vs_abs_significant_max_int: { key: 'vsAbsSignificantMaxInt', tolerance: DOUBLE },
		m_abs_significant_max_int: { key: 'mAbsSignificantMaxInt', tolerance: DOUBLE }
	};
}

/** Columns of measurement_pairs.parquet. */
export const PAIR_TOLERANCE = SINGLE;
