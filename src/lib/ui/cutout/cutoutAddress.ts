import type { CutoutEpoch } from '#schema/page.ts';

/** Side of a stamp on the sky. Two arcminutes, as vast-pipeline's: a few beams, and the nearest neighbours. */
export const STAMP_ARCSEC = 120;

interface Stamp {
	ra: number;
	dec: number;
	/** Jy/beam shown black and white. */
	stretch: { low: number; high: number };
}

/** Address of an epoch's cutout. Everything that decides its content is in it, so it may be cached for ever. */
export function cutoutAddress(epoch: CutoutEpoch, { ra, dec, stretch }: Stamp): string {
	const query = new URLSearchParams({
		ra: ra.toFixed(6),
		dec: dec.toFixed(6),
		sizeArcsec: String(STAMP_ARCSEC),
		low: stretch.low.toPrecision(5),
		high: stretch.high.toPrecision(5),
		v: epoch.version
	});
	return `/cutouts/${epoch.imageId}.png?${query.toString()}`;
}
