import { imageScale, type ImageScale } from '../ese/commonMode.ts';
import { median } from '../stats/median.ts';

/** Detections of one source in one band: the image of each, its flux and its error, in any one unit. */
export interface BandFluxes {
	/** Any number that tells the images apart. */
	image: ArrayLike<number>;
	flux: ArrayLike<number>;
	error: ArrayLike<number>;
}

/** How often the sources' means are worked out anew with the scales found so far. */
const ROUNDS = 3;
/** Fewer epochs have no mean to speak of. */
const FEWEST_EPOCHS = 3;
/** One epoch counts for no more than several others: a bright source's smallest error is not its whole truth. */
const LEAST_FRACTIONAL_ERROR = 0.02;

/**
 * The flux scale of each image of a band against the others: the median over its sources of flux over the source's weighted
 * mean, where every flux is first divided by its own image's scale. 1 is the median image. Sources that vary by themselves are
 * outvoted. Images with too few sources are left out.
 */
export function fluxScales(sources: readonly BandFluxes[]): Map<number, ImageScale> {
	const usable = sources.filter(({ flux }) => flux.length >= FEWEST_EPOCHS);
	let scales = new Map<number, ImageScale>();
	for (let round = 0; round < ROUNDS; round++) scales = normalised(scalesAgainst(usable, scales));
	return scales;
}

function scalesAgainst(
	sources: readonly BandFluxes[],
	known: ReadonlyMap<number, ImageScale>
): Map<number, ImageScale> {
	const ratios = new Map<number, number[]>();
	for (const source of sources) {
		const mean = weightedMean(source, known);
		if (!(mean > 0)) continue;
		for (let epoch = 0; epoch < source.flux.length; epoch++) {
			const image = source.image[epoch];
			const own = ratios.get(image);
			const ratio = source.flux[epoch] / mean;
			if (own) own.push(ratio);
			else ratios.set(image, [ratio]);
		}
	}
	const scales = new Map<number, ImageScale>();
	for (const [image, own] of ratios) {
		const scale = imageScale(own);
		if (scale) scales.set(image, scale);
	}
	return scales;
}

function weightedMean(
	{ image, flux, error }: BandFluxes,
	scales: ReadonlyMap<number, ImageScale>
): number {
	let sum = 0;
	let weights = 0;
	for (let epoch = 0; epoch < flux.length; epoch++) {
		const factor = scales.get(image[epoch])?.factor ?? 1;
		const own = flux[epoch] / factor;
		const sigma = Math.hypot(error[epoch] / factor, LEAST_FRACTIONAL_ERROR * own);
		if (!(sigma > 0) || !Number.isFinite(own)) continue;
		sum += own / sigma ** 2;
		weights += 1 / sigma ** 2;
	}
	return sum / weights;
}

/** Only ratios between images can be known: the median one is called right. */
function normalised(scales: Map<number, ImageScale>): Map<number, ImageScale> {
	const middle = median([...scales.values()].map(({ factor }) => factor));
	const entries = [...scales].map(([image, { factor, error, sources }]) => {
		const scale = { factor: factor / middle, error: error / middle, sources };
		return [image, scale] as const;
	});
	return new Map(entries);
}
