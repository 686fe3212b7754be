import type { CommonMode } from '#schema/lens.ts';
import type { LightCurve } from '#schema/source.ts';

/** A light curve with every flux, error and rms divided by the scale of its image; those of which nothing is known stay. */
export function dividedCurve(curve: LightCurve, images: CommonMode['images'] | null): LightCurve {
	if (!images) return curve;
	const factors = new Map(images.map(({ imageId, factor }) => [imageId, factor]));
	const by = (column: number[]) =>
		column.map((value, row) => value / (factors.get(curve.imageId[row]) ?? 1));
	return {
		...curve,
		fluxPeak: by(curve.fluxPeak),
		fluxPeakErr: by(curve.fluxPeakErr),
		fluxInt: by(curve.fluxInt),
		fluxIntErr: by(curve.fluxIntErr),
		localRms: by(curve.localRms)
	};
}
