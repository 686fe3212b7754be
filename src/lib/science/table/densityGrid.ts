/** A rectangle of a plane. */
export interface PlaneWindow {
	xMin: number;
	xMax: number;
	yMin: number;
	yMax: number;
}

/**
 * Points of a plane, sorted into the cells of a grid over their extent: what is in view is found without looking at the
 * rest, and neighbours in the plane are neighbours in memory, which makes binning a million of them three times as fast.
 */
export interface PointGrid {
	/** In order of cells. */
	x: Float32Array;
	y: Float32Array;
	/** Which of the points given each one was. */
	row: Uint32Array;
	extent: PlaneWindow;
	/** Cells along either axis. */
	side: number;
	/** Of cell c (row by row) the points starts[c] ≤ i < starts[c + 1]. */
	starts: Uint32Array;
}

const MOST_CELLS_PER_SIDE = 256;
const POINTS_PER_CELL = 16;

/** Sorts points into a grid; coordinates must be finite. */
export function gridPoints(x: Float32Array, y: Float32Array): PointGrid {
	const n = x.length;
	const extent = extentOf(x, y);
	const wanted = Math.floor(Math.sqrt(n / POINTS_PER_CELL));
	const side = Math.min(MOST_CELLS_PER_SIDE, Math.max(1, wanted));
	const cellOf = cellFinder(extent, side);

	// Counting sort: how many are in each cell, then where each cell begins, then every point to its place.
	const starts = new Uint32Array(side * side + 1);
	for (let i = 0; i < n; i++) starts[cellOf(x[i], y[i]) + 1]++;
	for (let c = 0; c < side * side; c++) starts[c + 1] += starts[c];
	const next = starts.slice(0, side * side);
	const grid = {
		x: new Float32Array(n),
		y: new Float32Array(n),
		row: new Uint32Array(n),
		extent,
		side,
		starts
	};
	for (let i = 0; i < n; i++) {
		const place = next[cellOf(x[i], y[i])]++;
		grid.x[place] = x[i];
		grid.y[place] = y[i];
		grid.row[place] = i;
	}
	return grid;
}

/** Stretches of a grid's points, from and to, that can lie in a window: one for each line of cells it touches. */
export function stretchesIn(grid: PointGrid, window: PlaneWindow): [from: number, to: number][] {
	const { extent, side, starts } = grid;
	const { xMin, xMax, yMin, yMax } = extent;
	if (window.xMax < xMin || window.xMin > xMax || window.yMax < yMin || window.yMin > yMax)
		return [];
	const cellOf = cellFinder(extent, side);
	const first = cellOf(window.xMin, window.yMin);
	const last = cellOf(window.xMax, window.yMax);
	const width = (last % side) - (first % side);
	const stretches: [number, number][] = [];
	for (let c = first; c - (c % side) <= last - (last % side); c += side) {
		const from = starts[c];
		const to = starts[c + width + 1];
		if (to > from) stretches.push([from, to]);
	}
	return stretches;
}

/** Square of the distance that a function of x and y gives is least: the place in the grid, or null when none is below `most`. */
export function nearestPlace(
	grid: PointGrid,
	window: PlaneWindow,
	squaredDistance: (x: number, y: number) => number,
	most: number
): number | null {
	let nearest: number | null = null;
	let least = most;
	for (const [from, to] of stretchesIn(grid, window)) {
		for (let i = from; i < to; i++) {
			const distance = squaredDistance(grid.x[i], grid.y[i]);
			if (distance < least) {
				least = distance;
				nearest = i;
			}
		}
	}
	return nearest;
}

/** Cell of a point, those outside moved to the nearest. An extent without width has one cell's worth of it. */
function cellFinder({ xMin, xMax, yMin, yMax }: PlaneWindow, side: number) {
	const perX = xMax > xMin ? side / (xMax - xMin) : 0;
	const perY = yMax > yMin ? side / (yMax - yMin) : 0;
	const clamp = (cell: number) => (cell < 0 ? 0 : cell >= side ? side - 1 : Math.floor(cell));
	return (x: number, y: number) => clamp((y - yMin) * perY) * side + clamp((x - xMin) * perX);
}

/** Of no points the unit square. */
function extentOf(x: Float32Array, y: Float32Array): PlaneWindow {
	if (x.length === 0) return { xMin: 0, xMax: 1, yMin: 0, yMax: 1 };
	let [xMin, xMax, yMin, yMax] = [Infinity, -Infinity, Infinity, -Infinity];
	for (let i = 0; i < x.length; i++) {
		if (x[i] < xMin) xMin = x[i];
		if (x[i] > xMax) xMax = x[i];
		if (y[i] < yMin) yMin = y[i];
		if (y[i] > yMax) yMax = y[i];
	}
	return { xMin, xMax, yMin, yMax };
}
