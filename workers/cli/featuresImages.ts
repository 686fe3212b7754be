import {
	commonModeCorrelation,
	imageScale,
	type ImageScale,
	isOffScale,
	rescaled
} from '#science/ese/commonMode.ts';
import { median } from '#science/stats/median.ts';
import type { SourceRows } from '#server/files/lightCurveCsv.ts';

/** More images than this are no survey's: each source then has times of its own, and nothing is shared. */
const MOST_IMAGES = 200_000;

/**
 * Fluxes over usual fluxes of all sources of each image. Without an image column, rows of one time and frequency are of one image.
 */
export class ImageRatios {
	readonly #ratios = new Map<string, number[]>();
	#isShared = true;

	add(rows: SourceRows): void {
		if (!this.#isShared) return;
		const ratios = ratiosOf(rows);
		rows.mjd.forEach((_, i) => {
			const key = imageOf(rows, i);
			const known = this.#ratios.get(key);
			if (known) known.push(ratios[i]);
			else this.#ratios.set(key, [ratios[i]]);
		});
		if (this.#ratios.size <= MOST_IMAGES) return;
		this.#isShared = false;
		this.#ratios.clear();
	}

	/** Scales of the images that enough sources are in. */
	scales(): Map<string, ImageScale> {
		const scales = new Map<string, ImageScale>();
		for (const [image, ratios] of this.#ratios) {
			const scale = imageScale(ratios);
			if (scale) scales.set(image, scale);
		}
		return scales;
	}
}

/** A light curve with the scales of bad images put right, and how much of it was theirs. */
export interface CorrectedRows {
	rows: SourceRows;
	/** Epochs that were changed. */
	rescaled: number;
	/** Pearson's r of the fluxes with the images' scales; NaN where too few are known. */
	correlation: number;
}

export function corrected(rows: SourceRows, scales: Map<string, ImageScale>): CorrectedRows {
	const ratios = ratiosOf(rows);
	const known = rows.mjd.map((_, i) => scales.get(imageOf(rows, i)));
	const correlation = commonModeCorrelation(
		ratios.map((ratio) => ratio - 1),
		known.map((scale) => (scale ? scale.factor - 1 : NaN))
	);
	const fluxes = rows.mjd.map((_, i) => {
		const flux = { fluxMjy: rows.fluxMjy[i], fluxErrMjy: rows.fluxErrMjy[i] };
		const scale = known[i];
		return scale && isOffScale(scale) ? rescaled(flux, scale) : flux;
	});
	const changed = known.filter((scale) => scale && isOffScale(scale)).length;
	return {
		rows: {
			...rows,
			fluxMjy: fluxes.map(({ fluxMjy }) => fluxMjy),
			fluxErrMjy: fluxes.map(({ fluxErrMjy }) => fluxErrMjy)
		},
		rescaled: changed,
		correlation
	};
}

function imageOf({ image, mjd, frequencyMhz }: SourceRows, i: number): string {
	return image[i] || `${mjd[i]} ${frequencyMhz[i]}`;
}

/** Flux over the median flux at the same frequency; NaN where that is not significant or nothing was measured. */
function ratiosOf({ frequencyMhz, fluxMjy, fluxErrMjy }: SourceRows): number[] {
	const levels = new Map<number, number>();
	for (const frequency of new Set(frequencyMhz)) {
		const isHere = (_: number, i: number) => frequencyMhz[i] === frequency;
		const level = median(fluxMjy.filter(isHere));
		const error = median(fluxErrMjy.filter(isHere));
		levels.set(frequency, level > FEWEST_SIGMA * error ? level : NaN);
	}
	return fluxMjy.map((flux, i) => flux / (levels.get(frequencyMhz[i]) ?? NaN));
}

/** Fainter sources say nothing about a flux scale. */
const FEWEST_SIGMA = 5;
