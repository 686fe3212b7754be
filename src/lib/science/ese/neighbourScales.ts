import { median } from '../stats/median.ts';
import { rowsByBand } from '../variability/bands.ts';
import { imageScale, type ImageScale } from './commonMode.ts';

/** A light curve with the image of each epoch; fluxes in any one unit, NaN means not measured. */
export interface ImagedCurve {
	imageId: ArrayLike<number>;
	frequencyMhz: ArrayLike<number>;
	flux: ArrayLike<number>;
}

/** Flux over the median flux of its band; NaN where that is not positive. */
export function overUsual({ frequencyMhz, flux }: Omit<ImagedCurve, 'imageId'>): Float64Array {
	const relative = new Float64Array(flux.length).fill(NaN);
	for (const rows of rowsByBand(frequencyMhz)) {
		const usual = median(rows.map((row) => flux[row]).filter(Number.isFinite));
		if (!(usual > 0)) continue;
		for (const row of rows) relative[row] = flux[row] / usual;
	}
	return relative;
}

/** Which of these have measurements in at least half of the images: those that can stand beside the light curve. */
export function sharesImages(neighbour: ImagedCurve, images: ReadonlySet<number>): boolean {
	const own = new Set(Array.from(neighbour.imageId).filter((id) => images.has(id)));
	return own.size >= images.size / 2;
}

/** Median flux over usual flux of the neighbours in each image; of images with too few of them nothing is said. */
export function neighbourScales(neighbours: readonly ImagedCurve[]): Map<number, ImageScale> {
	const ratios = new Map<number, number[]>();
	for (const neighbour of neighbours) {
		const relative = overUsual(neighbour);
		relative.forEach((ratio, row) => {
			const image = neighbour.imageId[row];
			const known = ratios.get(image);
			if (known) known.push(ratio);
			else ratios.set(image, [ratio]);
		});
	}
	const scales = new Map<number, ImageScale>();
	for (const [image, own] of ratios) {
		const scale = imageScale(own);
		if (scale && scale.factor > 0) scales.set(image, scale);
	}
	return scales;
}
