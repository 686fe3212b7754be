import { medianInPlace } from '../stats/median.ts';
import { BadFits } from './badFits.ts';

export interface RmsStatistics {
	rmsMedian: number;
	rmsMin: number;
	rmsMax: number;
}

/**
 * Median and range of a noise map in mJy/beam, over the pixels that are finite and above 0 (spec/pipeline.md §2.2). The
 * median is taken in float32, as the map is stored.
 * @param pixelUnitMjy mJy/beam in the unit of the pixels (TelescopeProfile); 1000 for Jy/beam
 * @throws BadFits when no pixel is left
 */
export function rmsStatistics(pixels: Float32Array, pixelUnitMjy = 1000): RmsStatistics {
	const usable = new Float32Array(pixels.length);
	let count = 0;
	let smallest = Infinity;
	let largest = -Infinity;
	for (let i = 0; i < pixels.length; i++) {
		const rms = pixels[i];
		if (!(rms > 0) || rms === Infinity) continue;
		usable[count++] = rms;
		if (rms < smallest) smallest = rms;
		if (rms > largest) largest = rms;
	}
	if (count === 0) throw new BadFits('The noise map has no pixel above 0.');
	return {
		rmsMedian: medianInPlace(usable.subarray(0, count)) * pixelUnitMjy,
		rmsMin: smallest * pixelUnitMjy,
		rmsMax: largest * pixelUnitMjy
	};
}
