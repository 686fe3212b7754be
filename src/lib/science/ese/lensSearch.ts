import type { Band, Epochs } from './epochs.ts';
import { excessAt, lensShape, type LensShape } from './lensAtlas.ts';
import { strengthAt } from './lens.ts';

/** A lens before a source. α is that at the lowest frequency of the light curve; the other bands follow as ν^−`chromatic`. */
export interface Lens {
	t0Mjd: number;
	/** Full width of the dip at half its depth in the lowest band, before any asymmetry. */
	widthDays: number;
	alpha: number;
	/** Standard deviation of the source in units of a. */
	sigmaS: number;
	/** How much longer the egress takes than the ingress; 1 is symmetric. */
	egress: number;
	/** α ∝ λ^this: 2 for a plasma lens, 0 for what is the same at all frequencies. */
	chromatic: number;
}

export interface LensMatch {
	lens: Lens;
	/** Gain in χ² over a constant source, white noise, amplitude > 0. */
	deltaChi2: number;
	/** ln of the share of all lenses that come before any light curve is seen: one of so many shapes, widths and moments. */
	lnPrior: number;
}

/** Shapes that between them come close to any: depth, flatness and horns. */
const ALPHAS = [1.5, 5, 18];
const SIGMAS = [0.35, 0.9];
/** Dips from a week to most of a year, a factor of 1.6 apart (spec/vetting.md §3.1: weeks to months, a few of days). */
const SHORTEST_DAYS = 5;
const LONGEST_DAYS = 300;
const WIDTH_STEP = 1.6;
/** Steps of t₀ in widths. */
const TIME_STEP = 0.22;
/** Lenses are followed this many widths from t₀. */
const REACH = 3;

/** The best moment for every shape and width, best first. */
export function searchLenses(epochs: Epochs, chromatic: number): LensMatch[] {
	const white = whiteSums(epochs);
	const widths = dipWidths(epochs);
	const shapes = ALPHAS.length * SIGMAS.length;
	const span = epochs.lastMjd - epochs.firstMjd;
	const matches: LensMatch[] = [];
	for (const alpha of ALPHAS) {
		for (const sigmaS of SIGMAS) {
			const lookups = epochs.bands.map((band) =>
				lookupOf(alpha, sigmaS, { band, lowest: epochs.bands[0], chromatic })
			);
			for (const widthDays of widths) {
				const { t0Mjd, deltaChi2 } = bestMoment(white, lookups, widthDays);
				if (deltaChi2 <= 0) continue;
				const lens = { t0Mjd, widthDays, alpha, sigmaS, egress: 1, chromatic };
				const moment = Math.min(1, widthDays / (2 * span));
				matches.push({ lens, deltaChi2, lnPrior: Math.log(moment / (shapes * widths.length)) });
			}
		}
	}
	return matches.sort((a, b) => b.deltaChi2 - a.deltaChi2);
}

/** Widths worth trying: at least as long as epochs are apart, at most as long as the light curve. */
function dipWidths({ firstMjd, lastMjd, n, bands }: Epochs): number[] {
	const span = lastMjd - firstMjd;
	const spacing = (span * bands.length) / Math.max(n, 1);
	const widths: number[] = [];
	const longest = Math.min(LONGEST_DAYS, span);
	for (let width = Math.max(SHORTEST_DAYS, spacing); width <= longest; width *= WIDTH_STEP) {
		widths.push(width);
	}
	return widths;
}

/** A lens as it appears in the epochs of each band, written into `model`: I − 1 for a source that is wholly behind it. */
export function lensModel(
	epochs: Epochs,
	lens: Lens,
	model = new Float64Array(epochs.n)
): Float64Array {
	const reference = lensShape(lens.alpha, lens.sigmaS);
	const tauDays = lens.widthDays / reference.fwhm;
	epochs.bands.forEach((band, index) => {
		const shape = index === 0 ? reference : shapeIn(band, epochs.bands[0], lens);
		const ingress = 1 / tauDays;
		const egress = ingress / lens.egress;
		for (let i = band.from; i < band.to; i += 1) {
			const since = epochs.mjd[i] - lens.t0Mjd;
			model[i] = excessAt(shape, since * (since > 0 ? egress : ingress));
		}
	});
	return model;
}

function shapeIn(
	band: Band,
	lowest: Band,
	lens: Pick<Lens, 'alpha' | 'sigmaS' | 'chromatic'>
): LensShape {
	return lensShape(bandAlpha(band, lowest, lens), lens.sigmaS);
}

/** α in a band: ∝ λ² for a lens, its strength at the lowest frequency given. */
function bandAlpha(
	band: Band,
	lowest: Band,
	{ alpha, chromatic }: Pick<Lens, 'alpha' | 'chromatic'>
): number {
	if (chromatic === 2) return strengthAt(band.frequencyMhz, alpha, lowest.frequencyMhz);
	return alpha * (lowest.frequencyMhz / band.frequencyMhz) ** chromatic;
}

/** Weights and weighted residuals of a constant source. */
export interface WhiteSums {
	epochs: Epochs;
	weight: Float64Array;
	/** Weight × (flux − weighted mean). */
	residual: Float64Array;
	/** Σ weight of each band. */
	total: number[];
}

export function whiteSums(epochs: Epochs): WhiteSums {
	const weight = epochs.variance.map((variance) => 1 / variance);
	const residual = new Float64Array(epochs.n);
	const total = epochs.bands.map(({ from, to }) => {
		let weights = 0;
		let sum = 0;
		for (let i = from; i < to; i += 1) {
			weights += weight[i];
			sum += weight[i] * epochs.excess[i];
		}
		for (let i = from; i < to; i += 1) {
			residual[i] = weight[i] * (epochs.excess[i] - sum / weights);
		}
		return weights;
	});
	return { epochs, weight, residual, total };
}

/** Steps of a shape's table per dip width. */
const LOOKUP_STEPS = 48;

interface Lookup {
	/** I − 1 at |t − t₀| = 0, 1/48, … widths. */
	excess: Float64Array;
	/** Widths beyond which the flux is the unlensed one to 1 %. */
	reach: number;
}

interface LookupBand {
	band: Band;
	lowest: Band;
	chromatic: number;
}

function lookupOf(alpha: number, sigmaS: number, { band, lowest, chromatic }: LookupBand): Lookup {
	const width = lensShape(alpha, sigmaS).fwhm;
	const shape = shapeIn(band, lowest, { alpha, sigmaS, chromatic });
	const excess = Float64Array.from({ length: REACH * LOOKUP_STEPS + 1 }, (_, k) =>
		excessAt(shape, (k / LOOKUP_STEPS) * width)
	);
	let last = excess.length - 1;
	while (last > 0 && Math.abs(excess[last]) < 0.01) last -= 1;
	return { excess: excess.slice(0, last + 1), reach: last / LOOKUP_STEPS };
}

/** Slides one shape along the light curve. One amplitude for all bands, a level for each. */
function bestMoment(white: WhiteSums, lookups: Lookup[], widthDays: number) {
	const { epochs } = white;
	const { firstMjd, lastMjd, bands } = epochs;
	const best = { t0Mjd: firstMjd, deltaChi2: 0 };
	const starts = bands.map(({ from }) => from);
	const end = lastMjd + 0.4 * widthDays;
	for (let t0Mjd = firstMjd - 0.4 * widthDays; t0Mjd <= end; t0Mjd += TIME_STEP * widthDays) {
		let gain = 0;
		let match = 0;
		for (let b = 0; b < bands.length; b += 1) {
			const opens = t0Mjd - lookups[b].reach * widthDays;
			while (starts[b] < bands[b].to && epochs.mjd[starts[b]] < opens) starts[b] += 1;
			const sums = sumsOver(white, lookups[b], {
				...{ t0Mjd, widthDays, from: starts[b], to: bands[b].to }
			});
			gain += sums.squares - sums.sum ** 2 / white.total[b];
			match += sums.match;
		}
		const deltaChi2 = match > 0 && gain > 0 ? match ** 2 / gain : 0;
		if (deltaChi2 > best.deltaChi2) {
			best.deltaChi2 = deltaChi2;
			best.t0Mjd = t0Mjd;
		}
	}
	return best;
}

interface Slide {
	t0Mjd: number;
	widthDays: number;
	from: number;
	to: number;
}

function sumsOver(
	{ epochs: { mjd }, weight, residual }: WhiteSums,
	{ excess }: Lookup,
	{ t0Mjd, widthDays, from, to }: Slide
) {
	const scale = LOOKUP_STEPS / widthDays;
	let sum = 0;
	let squares = 0;
	let match = 0;
	for (let i = from; i < to; i += 1) {
		const since = mjd[i] - t0Mjd;
		const node = (Math.abs(since) * scale + 0.5) | 0;
		if (node >= excess.length) {
			if (since > 0) break;
			continue;
		}
		const value = excess[node];
		const weighted = weight[i] * value;
		sum += weighted;
		squares += weighted * value;
		match += residual[i] * value;
	}
	return { sum, squares, match };
}
