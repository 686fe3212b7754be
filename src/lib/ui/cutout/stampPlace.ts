import type { Presence } from '#schema/annotation.ts';
import { STAMP_ARCSEC } from './cutoutAddress.ts';

/**
 * Where the pointer is on a stamp, to be told to the others: they may look at another size, so the place is told on the
 * usual one. null outside that.
 */
export function stampPlace(
	event: PointerEvent,
	{ imageId, sizeArcsec }: { imageId: number; sizeArcsec: number }
): Presence['cursorStamp'] {
	const { currentTarget: stamp, clientX, clientY } = event;
	if (!(stamp instanceof Element)) return null;
	const { left, top, width, height } = stamp.getBoundingClientRect();
	if (width === 0 || height === 0) return null;
	const x = onUsual((clientX - left) / width, sizeArcsec);
	const y = onUsual((clientY - top) / height, sizeArcsec);
	return isWithin(x) && isWithin(y) ? { imageId, x, y } : null;
}

/** Where a place on the usual stamp lies on one of another size, as fractions of its side. */
export function placeShown(fraction: number, sizeArcsec: number): number {
	return 0.5 + ((fraction - 0.5) * STAMP_ARCSEC) / sizeArcsec;
}

function onUsual(fraction: number, sizeArcsec: number): number {
	return 0.5 + ((fraction - 0.5) * sizeArcsec) / STAMP_ARCSEC;
}

function isWithin(fraction: number): boolean {
	return fraction >= 0 && fraction <= 1;
}
