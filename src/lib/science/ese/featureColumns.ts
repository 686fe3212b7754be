import { eta } from '../variability/eta.ts';
import { modulation } from '../variability/modulation.ts';
import { chromaticTest } from './chromatic.ts';
import type { BandColumns } from './epochs.ts';
import type { Explanations } from './explanations.ts';
import { type BoxDip, boxDip } from './features/boxDip.ts';
import { debiasedModulation } from './features/debiasedModulation.ts';
import { dsaComposite, sigmaDeviation } from './features/dsa110.ts';
import { extremePair } from './features/extremePair.ts';
import { hornScore } from './features/horns.ts';
import { galacticLatitude, halphaEstimate, scintillationExpected } from './features/riss.ts';
import { stetson, weightedMean } from './features/stetson.ts';
import { saturation, structureFunction } from './features/structureFunction.ts';
import { symmetry } from './features/symmetry.ts';
import { inverseVonNeumann } from './features/vonNeumann.ts';
import type { LensFit } from './lensFit.ts';

/** Degrees. */
export interface Position {
	ra: number;
	dec: number;
	/** Hα brightness there by an installed map; without one, or where it has nothing, that of a plane layer is taken. */
	halphaRayleigh?: number;
}

type Columns = Record<string, number>;

/** Columns that are there whatever a light curve has to say. */
function undefinedColumns(names: readonly string[]): Columns {
	return Object.fromEntries(names.map((name) => [name, NaN]));
}

const BAND_COLUMNS = [
	...['band_mhz', 'span_days', 'mean_flux_mjy', 'eta', 'v', 'modulation_debiased'],
	...['vs_max', 'm_of_vs_max', 'stetson_j', 'stetson_k', 'inverse_von_neumann'],
	...['sf_m', 'sf_timescale_days', 'dsa_sigma_deviation', 'dsa_composite']
];

/** Statistics without a model, of one band; undefined below two epochs. */
export function bandColumns(band: BandColumns | null): Columns {
	if (band === null || band.flux.length < 2) return undefinedColumns(BAND_COLUMNS);
	const { mjd, flux, error } = band;
	const { j, k } = stetson(flux, error);
	const pair = extremePair(flux, error);
	const turnover = mjd.length <= MOST_PAIRED ? saturation(structure(band)) : null;
	const etaValue = eta(flux, error);
	const deviation = sigmaDeviation(flux);
	return {
		band_mhz: band.frequencyMhz,
		span_days: mjd[mjd.length - 1] - mjd[0],
		mean_flux_mjy: weightedMean(flux, error),
		eta: etaValue,
		v: modulation(flux),
		modulation_debiased: debiasedModulation(flux, error),
		vs_max: pair.vs,
		m_of_vs_max: pair.m,
		stetson_j: j,
		stetson_k: k,
		inverse_von_neumann: inverseVonNeumann(flux),
		sf_m: turnover?.m ?? NaN,
		sf_timescale_days: turnover?.timescaleDays ?? NaN,
		dsa_sigma_deviation: deviation,
		dsa_composite: dsaComposite(deviation, etaValue)
	};
}

/** Above this many epochs all pairs are too many. */
const MOST_PAIRED = 3000;
const LAG_BINS = 12;

/** Lags from a five-hundredth of the light curve to two thirds of it. */
function structure({ mjd, flux, error }: BandColumns) {
	const span = mjd[mjd.length - 1] - mjd[0];
	const low = Math.max(span / 500, 1e-6);
	const edges = Array.from(
		{ length: LAG_BINS + 1 },
		(_, k) => low * ((0.67 * span) / low) ** (k / LAG_BINS)
	);
	return structureFunction(mjd, { flux, error }, edges);
}

const DIP_COLUMNS = ['dip_depth', 'dip_duration_days', 'dip_epochs', 'dip_delta_chi2'];

/** The best box: depth relative to the base. */
export function dipColumns(band: BandColumns | null): Columns {
	const dip: BoxDip | null = band && boxDip(band.mjd, band);
	if (dip === null) return undefinedColumns(DIP_COLUMNS);
	return {
		dip_depth: dip.base > 0 ? dip.depth / dip.base : NaN,
		dip_duration_days: dip.durationDays,
		dip_epochs: dip.to - dip.from,
		dip_delta_chi2: dip.deltaChi2
	};
}

const LENS_COLUMNS = [
	...['lens_delta_chi2', 'lens_t0_mjd', 'lens_t0_err', 'lens_width_days', 'lens_width_err'],
	...['lens_tau_days', 'lens_alpha', 'lens_ln_alpha_err', 'lens_sigma_s', 'lens_egress'],
	...['lens_f', 'lens_f_err', 'symmetry', 'horn_score']
];

/** The best lens, and how the band looks about its t₀. */
export function lensColumns(lens: LensFit | null, band: BandColumns | null): Columns {
	if (lens === null || band === null) return undefinedColumns(LENS_COLUMNS);
	const around = { t0Mjd: lens.t0Mjd.value, halfWidthDays: lens.widthDays.value / 2 };
	return {
		lens_delta_chi2: lens.deltaChi2,
		lens_t0_mjd: lens.t0Mjd.value,
		lens_t0_err: lens.t0Mjd.error,
		lens_width_days: lens.widthDays.value,
		lens_width_err: lens.widthDays.error,
		lens_tau_days: lens.tauDays,
		lens_alpha: lens.alpha,
		lens_ln_alpha_err: lens.lnAlphaError,
		lens_sigma_s: lens.sigmaS,
		lens_egress: lens.egress,
		lens_f: lens.compactFraction.value,
		lens_f_err: lens.compactFraction.error,
		symmetry: symmetry(band.mjd, band, { ...around, reachDays: 4 * around.halfWidthDays }),
		horn_score: hornScore(band.mjd, band, around)
	};
}

/** Weaker lenses are not asked for their colour. */
const LEAST_FOR_COLOUR = 16;

export function colourColumns(explained: Explanations | null): Columns {
	const match = explained?.lensMatch ?? null;
	const isAsked = explained !== null && match !== null && match.deltaChi2 >= LEAST_FOR_COLOUR;
	const test = isAsked ? chromaticTest(explained) : null;
	return {
		chromatic_index: test?.index.value ?? NaN,
		chromatic_index_err: test?.index.error ?? NaN,
		lens_over_achromatic: test?.lensOverAchromatic ?? NaN
	};
}

/** ln of the evidence over that of a constant source; −∞ (does not apply) is undefined. */
export function evidenceColumns(explained: Explanations | null): Columns {
	const { ordinary } = explained ?? {};
	const ln = {
		ln_lens: explained?.lens,
		ln_constant: ordinary?.constant,
		ln_red_noise: ordinary?.['red noise'],
		ln_trend: ordinary?.trend,
		ln_wave: ordinary?.wave,
		ln_step: ordinary?.step,
		ln_bad_epochs: ordinary?.['bad epochs'],
		ln_flare: ordinary?.flare,
		ln_achromatic: ordinary?.achromatic
	};
	return Object.fromEntries(
		Object.entries(ln).map(([name, value = NaN]) => [name, Number.isFinite(value) ? value : NaN])
	);
}

const SCINTILLATION_COLUMNS = [
	'galactic_latitude_deg',
	'halpha_rayleigh',
	'halpha_from_map',
	'riss_m_expected',
	'riss_timescale_days_expected'
];

export function scintillationColumns(band: BandColumns | null, position: Position | null): Columns {
	if (band === null || position === null) return undefinedColumns(SCINTILLATION_COLUMNS);
	const latitude = galacticLatitude(position.ra, position.dec);
	const { halphaRayleigh: mapped = NaN } = position;
	const isMapped = mapped > 0;
	const halphaRayleigh = isMapped ? mapped : halphaEstimate(latitude);
	const { modulationIndex, timescaleDays } = scintillationExpected({
		frequencyMhz: band.frequencyMhz,
		halphaRayleigh
	});
	return {
		galactic_latitude_deg: latitude,
		halpha_rayleigh: halphaRayleigh,
		halpha_from_map: isMapped ? 1 : 0,
		riss_m_expected: modulationIndex,
		riss_timescale_days_expected: timescaleDays
	};
}
