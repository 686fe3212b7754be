import type { PlanePoint } from '#science/table/planeSelection.ts';
import type { PlaneWindow } from '#science/table/densityGrid.ts';

/** Points that somebody drew a line around. */
export interface PlaneSelection {
	/** Ascending. */
	rows: Uint32Array;
	/** In log₁₀; null for a lasso's, which no ranges of numbers describe. */
	box: PlaneWindow | null;
}

export const NOTHING_SELECTED: PlaneSelection = { rows: new Uint32Array(), box: null };

/** The box between two corners, whichever they are. */
export function boxOf(corners: PlanePoint[]): PlaneWindow {
	const x = corners.map((corner) => corner.x);
	const y = corners.map((corner) => corner.y);
	return {
		xMin: Math.min(...x),
		xMax: Math.max(...x),
		yMin: Math.min(...y),
		yMax: Math.max(...y)
	};
}
