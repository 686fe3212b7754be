import { roundHalfEven } from '../coverage/roundHalfEven.ts';
import type { FitsMap } from '../fits/fitsMap.ts';

/** Pixels [x0, x1) × [y0, y1), counted from 0. */
export interface Box {
	x0: number;
	y0: number;
	x1: number;
	y1: number;
}

/** The box that holds every centre ± half (pixels), clipped to the image (spec/pipeline.md §5.4-4 and 7). */
export function boxAround(
	centres: Iterable<{ x: number; y: number; half: number }>,
	{ nx, ny }: Pick<FitsMap, 'nx' | 'ny'>
): Box {
	let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const { x, y, half } of centres) {
		left = Math.min(left, x - half);
		bottom = Math.min(bottom, y - half);
		right = Math.max(right, x + half);
		top = Math.max(top, y + half);
	}
	return {
		x0: Math.max(0, roundHalfEven(left)),
		y0: Math.max(0, roundHalfEven(bottom)),
		x1: Math.min(nx, roundHalfEven(right) + 1),
		y1: Math.min(ny, roundHalfEven(top) + 1)
	};
}
