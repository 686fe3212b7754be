import type { LightCurve } from '#schema/source.ts';

/** A light curve of these columns; those not given are harmless. One band, 888 MHz. */
export function lightCurve(given: Partial<LightCurve> & { mjd: number[] }): LightCurve {
	const all = <T>(value: (i: number) => T) => given.mjd.map((_, i) => value(i));
	return {
		fluxPeak: all(() => 10),
		fluxPeakErr: all(() => 1),
		fluxInt: all(() => 11),
		fluxIntErr: all(() => 1),
		localRms: all(() => 0.3),
		forced: all(() => false),
		frequencyMhz: all(() => 888),
		imageId: all((i) => i + 1),
		imageName: all((i) => `image${i + 1}.fits`),
		measurementId: all((i) => i + 100),
		measurementName: all((i) => `component ${i + 1}`),
		ra: all(() => 180),
		dec: all(() => -45),
		...given
	};
}
