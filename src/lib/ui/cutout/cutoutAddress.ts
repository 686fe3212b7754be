import type { CutoutEpoch } from '#schema/candidatePage.ts';

/** Side of a stamp on the sky. Two arcminutes, as vast-pipeline's: a few beams, and the nearest neighbours. */
export const STAMP_ARCSEC = 120;

interface Stamp {
	ra: number;
	dec: number;
	/** Jy/beam shown black and white. */
	stretch: { low: number; high: number };
	sizeArcsec?: number;
}

/** Address of an epoch's cutout. Everything that decides its content is in it, so it may be cached for ever. */
export function cutoutAddress(
	{ imageId, version }: Pick<CutoutEpoch, 'imageId' | 'version'>,
	{ ra, dec, stretch, sizeArcsec = STAMP_ARCSEC }: Stamp
): string {
	const query = new URLSearchParams({
		ra: ra.toFixed(6),
		dec: dec.toFixed(6),
		sizeArcsec: String(sizeArcsec),
		low: stretch.low.toPrecision(5),
		high: stretch.high.toPrecision(5),
		v: version,
		// How pixels without a value are painted: clear, since the second version.
		paint: '2'
	});
	return `/cutouts/${imageId}.png?${query.toString()}`;
}

/** Address of an epoch's cutout as FITS, for a program. */
export function fitsAddress(
	imageId: number,
	{ ra, dec, sizeArcsec }: { ra: number; dec: number; sizeArcsec: number }
): string {
	const query = new URLSearchParams({
		ra: ra.toFixed(6),
		dec: dec.toFixed(6),
		size: String(sizeArcsec / 60),
		format: 'fits'
	});
	return `/api/v1/images/${imageId}/cutout?${query.toString()}`;
}
