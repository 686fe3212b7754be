import type { Epochs } from './epochs.ts';
import { shapeIn } from './bandShape.ts';
import { excessAlong, lensShape } from './lensAtlas.ts';
import { bestMoments, SHAPES, shapeTable } from './lensSlide.ts';
import { whiteSums } from './whiteSums.ts';

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

/** Dips from a week to most of a year, a factor of 1.6 apart (spec/vetting.md §3.1: weeks to months, a few of days). */
const SHORTEST_DAYS = 5;
const LONGEST_DAYS = 300;
const WIDTH_STEP = 1.6;

/** The best moment for every shape and width, best first. */
export function searchLenses(epochs: Epochs, chromatic: number): LensMatch[] {
	const white = whiteSums(epochs);
	const widths = dipWidths(epochs);
	const tables = epochs.bands.map((band) => shapeTable(band, epochs.bands[0], chromatic));
	const span = epochs.lastMjd - epochs.firstMjd;
	const matches: LensMatch[] = [];
	for (const widthDays of widths) {
		const moment = Math.min(1, widthDays / (2 * span));
		const lnPrior = Math.log(moment / (SHAPES.length * widths.length));
		bestMoments(white, tables, widthDays).forEach(({ t0Mjd, deltaChi2 }, shape) => {
			if (deltaChi2 <= 0) return;
			const lens = { t0Mjd, widthDays, ...SHAPES[shape], egress: 1, chromatic };
			matches.push({ lens, deltaChi2, lnPrior });
		});
	}
	return matches.sort((a, b) => b.deltaChi2 - a.deltaChi2);
}

/** Widths worth trying: at least as long as epochs are apart, at most as long as the light curve. */
export function dipWidths({ firstMjd, lastMjd, n, bands }: Epochs): number[] {
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
	const ingress = 1 / tauDays;
	const passage = { t0Mjd: lens.t0Mjd, ingress, egress: ingress / lens.egress };
	for (let index = 0; index < epochs.bands.length; index += 1) {
		const band = epochs.bands[index];
		const shape = index === 0 ? reference : shapeIn(band, epochs.bands[0], lens);
		excessAlong(shape, passage, { mjd: epochs.mjd, model, from: band.from, to: band.to });
	}
	return model;
}
