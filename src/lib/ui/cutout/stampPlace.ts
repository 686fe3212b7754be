import type { Presence } from '#schema/annotation.ts';

/** Where the pointer is on a stamp, to be told to the others; kept within the stamp's edges. */
export function stampPlace(event: PointerEvent, imageId: number): Presence['cursorStamp'] {
	const { currentTarget: stamp, clientX, clientY } = event;
	if (!(stamp instanceof Element)) return null;
	const { left, top, width, height } = stamp.getBoundingClientRect();
	if (width === 0 || height === 0) return null;
	return { imageId, x: within((clientX - left) / width), y: within((clientY - top) / height) };
}

function within(fraction: number): number {
	return Math.min(1, Math.max(0, fraction));
}
