import { stretchesIn, type PlaneWindow, type PointGrid } from './densityGrid.ts';

export interface PlanePoint {
	x: number;
	y: number;
}

/** Rows (as the points were given) within a window, edges included, ascending. */
export function rowsInWindow(grid: PointGrid, window: PlaneWindow): Uint32Array {
	return rowsWhere(
		grid,
		window,
		(x, y) => x >= window.xMin && x <= window.xMax && y >= window.yMin && y <= window.yMax
	);
}

/**
 * Rows within a closed outline, ascending; where it crosses itself, what it goes around an odd number of times (even-odd
 * rule). Fewer than three corners enclose nothing.
 */
export function rowsInOutline(grid: PointGrid, outline: readonly PlanePoint[]): Uint32Array {
	if (outline.length < 3) return new Uint32Array();
	const window = {
		xMin: Math.min(...outline.map(({ x }) => x)),
		xMax: Math.max(...outline.map(({ x }) => x)),
		yMin: Math.min(...outline.map(({ y }) => y)),
		yMax: Math.max(...outline.map(({ y }) => y))
	};
	return rowsWhere(grid, window, (x, y) => isEnclosed(outline, x, y));
}

function rowsWhere(
	grid: PointGrid,
	window: PlaneWindow,
	isIn: (x: number, y: number) => boolean
): Uint32Array {
	const rows: number[] = [];
	for (const [from, to] of stretchesIn(grid, window)) {
		for (let i = from; i < to; i++) if (isIn(grid.x[i], grid.y[i])) rows.push(grid.row[i]);
	}
	return Uint32Array.from(rows).sort();
}

/** Crossings of a ray towards larger x. */
function isEnclosed(outline: readonly PlanePoint[], x: number, y: number): boolean {
	let enclosed = false;
	for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
		const a = outline[i];
		const b = outline[j];
		if (a.y > y === b.y > y) continue;
		if (x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) enclosed = !enclosed;
	}
	return enclosed;
}
