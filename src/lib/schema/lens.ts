import { z } from 'zod';
import type { EpochRetraction } from './epochRetraction.ts';

/** What a lens by hand may be set to. α and σ_s end where the tables of lens shapes do. */
export const LENS_RANGES = {
	tauDays: { least: 0.1, most: 1000 },
	alpha: { least: 0.3, most: 80 },
	sigmaS: { least: 0.15, most: 2 },
	egress: { least: 0.2, most: 5 },
	compactFraction: { least: 0, most: 1 }
} as const;

const within = ({ least, most }: { least: number; most: number }) =>
	z.number().min(least).max(most);

/** A lens over a light curve as people move it together: the value of one key of a room's shared `lens` map. */
export const lensOverlaySchema = z.object({
	/** MJD (UTC). */
	t0Mjd: z.number().min(0).max(200_000),
	/** Passage time a/v of the ingress. */
	tauDays: within(LENS_RANGES.tauDays),
	/** Strength in the lowest band. */
	alpha: within(LENS_RANGES.alpha),
	/** Standard deviation of the source, in units of a. */
	sigmaS: within(LENS_RANGES.sigmaS),
	/** How much longer the egress takes than the ingress. */
	egress: within(LENS_RANGES.egress),
	compactFraction: within(LENS_RANGES.compactFraction),
	/** Who moved it last. */
	byId: z.string().max(64),
	byName: z.string().max(80)
});
export type LensOverlay = z.infer<typeof lensOverlaySchema>;

/** The one key under which the shared lens stands. */
export const LENS_KEY = 'lens';

/** A fitted number with its standard error; null where the light curve does not tell. */
export interface ToldNumber {
	value: number | null;
	error: number | null;
}

/** One band as it was fitted, in time order: mJy/beam and MJD. Long ones are averaged in time. */
export interface FittedBand {
	frequencyMhz: number;
	/** Flux that counts as 1 in it. */
	level: number;
	mjd: number[];
	flux: number[];
	/** As the fit took them: at least 1 % of the level. */
	error: number[];
	/** What the flux of an epoch was divided by, the scale of its image being off; 1 for the others. */
	scale: number[];
	/** What the best lens and the best ordinary explanation expect at the epochs; null where there is no lens. */
	lens: number[] | null;
	ordinary: number[];
	/** The lens between the epochs. */
	curve: { mjd: number[]; lens: number[] } | null;
}

/** t₀ (MJD), τ and width (days), α of the lowest band, σ_s (in a), egress over ingress, f. */
export type LensNumbers = Record<
	'compactFraction' | 'egress' | 'alpha' | 'sigmaS' | 't0Mjd' | 'tauDays' | 'widthDays',
	ToldNumber
>;

/** The test that tells a lens from what is the same at all frequencies. */
export interface ColourTest {
	bands: { frequencyMhz: number; alpha: number | null; lnAlphaError: number | null }[];
	/** α ∝ λ^index: 2 for a plasma lens, 0 without colour. */
	index: ToldNumber;
	/** Δχ² of α ∝ λ² less that of one α for all bands. */
	lensOverAchromatic: number | null;
}

/** Refractive scintillation to expect of the line of sight, and what varies. */
export interface ScintillationShown {
	frequencyMhz: number;
	galacticLatitudeDeg: number;
	halphaRayleigh: number;
	/** The file of the installed map; null where the brightness is estimated from the latitude. */
	halphaMap: string | null;
	modulation: { expected: number | null; observed: number | null };
	timescaleDays: { expected: number | null; observed: number | null };
}

/** An event that is not over at `nowMjd`, or was not when it was last observed. */
export interface ForecastShown {
	isInProgress: boolean;
	hasPassedMinimum: boolean;
	minimum: ToldNumber;
	egress: ToldNumber;
	nextDecisive: { mjd: number; expectedDeltaChi2: number } | null;
}

/** What is fitted to one source's light curve: the best lens and the best that is none. */
export interface LensFitShown {
	sourceId: number;
	/** Degrees ICRS. */
	ra: number;
	dec: number;
	name: string;
	/** When this was asked, MJD. */
	nowMjd: number;
	/** Why nothing is fitted, as a sentence; null when something is. */
	problem: string | null;
	/** Epochs left out: of images marked bad, those retracted by agreement, and those that were asked to be. */
	leftOut: { bad: number; retracted: number; asked: number };
	/** Epochs whose flux was divided by the scale of their image. */
	nRescaled: number;
	bands: FittedBand[];
	lens: { deltaChi2: number; numbers: LensNumbers } | null;
	ordinary: { kind: string; words: string; deltaChi2: number } | null;
	/** ln of the evidence for a lens over that for the best ordinary explanation; null where either is not defined. */
	lnLensOverOrdinary: number | null;
	/** Probability of a scattering event as the score has it, before any calibration. */
	eseScore: number | null;
	colour: ColourTest | null;
	scintillation: ScintillationShown | null;
	forecast: ForecastShown | null;
}

/** A fit as it is asked for, with what is said of single epochs. */
export interface LensFitAnswer extends LensFitShown {
	/** null for a source without an object: nothing said of it would last. */
	objectId: string | null;
	/** The candidate of a queue that it is looked at as. */
	candidateId: string | null;
	retractions: EpochRetraction[];
	/** What can be proposed, in time order. */
	epochs: { measurementId: number; mjd: number; frequencyMhz: number; flux: number | null }[];
	/** `save`: files of it. */
	allowed: { propose: boolean; decide: boolean; save: boolean };
}

/** A steady source in the same images, small: flux over its median. */
export interface SteadyNeighbour {
	id: number;
	name: string;
	separationArcmin: number;
	/** MJD. */
	mjd: number[];
	relative: number[];
	frequencyMhz: number[];
	vPeak: number;
}

/** What the neighbours have in common. */
export interface CommonMode {
	neighbours: SteadyNeighbour[];
	/** Of each image that enough neighbours are in: their median flux over usual flux, and its error. */
	images: { imageId: number; mjd: number; frequencyMhz: number; factor: number; error: number }[];
	/** Δχ² of the best lens before and after the light curve is divided by it; null where too few neighbours are known. */
	deltaChi2: { before: number; after: number } | null;
	/** Pearson's r of the light curve with the images. */
	correlation: number | null;
	/** Why the light curve cannot be divided, as a sentence; null when it can. */
	problem: string | null;
}

/** How many neighbours are shown. */
export const MOST_NEIGHBOURS = 12;
