import { kernelOn, type PlacedKernel } from './beamKernel.ts';
import type { Stamp } from './stamp.ts';

/**
 * Flux of a source that has its stamp for itself, in the unit of the image (spec/pipeline.md §5.4-6, after Condon 1997):
 * weighted least squares on the kernel; the error is the mean noise under the kernel.
 */
export function fitIsolated(
	stamp: Stamp,
	place: PlacedKernel
): { flux: number; fluxErr: number; chiSquared: number } {
	const { data, weight } = stamp;
	const kernel = kernelOn(stamp, place);
	let signal = 0;
	let norm = 0;
	let noise = 0;
	let weights = 0;
	for (let i = 0; i < data.length; i++) {
		const weighted = kernel[i] * weight[i];
		signal += data[i] * weighted * weight[i];
		norm += kernel[i] * weighted * weight[i];
		noise += weighted;
		weights += weighted * weight[i];
	}
	const flux = signal / norm;
	let chiSquared = 0;
	for (let i = 0; i < data.length; i++) {
		chiSquared += ((data[i] - flux * kernel[i]) * weight[i]) ** 2;
	}
	return { flux, fluxErr: noise / weights, chiSquared };
}
