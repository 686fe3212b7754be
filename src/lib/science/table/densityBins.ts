import { stretchesIn, type PlaneWindow, type PointGrid } from './densityGrid.ts';

/** How many points lie in each bin of a window, and the sum of a number of theirs; line by line, from the lowest y up. */
export interface DensityBins {
	columns: number;
	lines: number;
	counts: Uint32Array;
	/** Sum of the values, and of how many: points whose value is NaN count but give no colour. */
	sums: Float32Array;
	valued: Uint32Array;
}

export function emptyBins(columns: number, lines: number): DensityBins {
	const bins = columns * lines;
	return {
		columns,
		lines,
		counts: new Uint32Array(bins),
		sums: new Float32Array(bins),
		valued: new Uint32Array(bins)
	};
}

/**
 * Counts the points of a window into bins, over what they held; `values` in order of the grid's points. How many lie
 * in the window. A bin includes its lower edges, and so does the window.
 */
export function binPoints(
	grid: PointGrid,
	window: PlaneWindow,
	bins: DensityBins,
	values: Float32Array | null
): number {
	bins.counts.fill(0);
	if (values) {
		bins.sums.fill(0);
		bins.valued.fill(0);
	}
	const { x, y } = grid;
	const { columns, lines, counts } = bins;
	const { xMin, yMin } = window;
	const perX = columns / (window.xMax - xMin);
	const perY = lines / (window.yMax - yMin);
	let inside = 0;
	for (const [from, to] of stretchesIn(grid, window)) {
		for (let i = from; i < to; i++) {
			// Below zero, and only there, | 0 would round up into the first bin.
			const column = (x[i] - xMin) * perX;
			const line = (y[i] - yMin) * perY;
			if (column < 0 || line < 0 || column >= columns || line >= lines) continue;
			const bin = (line | 0) * columns + (column | 0);
			counts[bin]++;
			inside++;
			if (values) addValue(bins, bin, values[i]);
		}
	}
	return inside;
}

function addValue({ sums, valued }: DensityBins, bin: number, value: number): void {
	if (Number.isNaN(value)) return;
	sums[bin] += value;
	valued[bin]++;
}

/** Share of the values in each of `bins` equal bins from the least to the largest, per unit of the value: an area of 1. */
export interface Histogram {
	from: number;
	width: number;
	density: Float64Array;
}

/** numpy's histogram(values, bins, density=True): the last bin includes its upper edge. Finite values; null of none. */
export function densityHistogram(values: ArrayLike<number>, bins = 50): Histogram | null {
	const n = values.length;
	if (n === 0) return null;
	let from = Infinity;
	let to = -Infinity;
	for (let i = 0; i < n; i++) {
		if (values[i] < from) from = values[i];
		if (values[i] > to) to = values[i];
	}
	// As numpy: values all alike stand in the middle of a range of 1.
	if (from === to) [from, to] = [from - 0.5, to + 0.5];
	const width = (to - from) / bins;
	const density = new Float64Array(bins);
	const each = 1 / (n * width);
	for (let i = 0; i < n; i++) {
		const bin = Math.min(bins - 1, Math.floor((values[i] - from) / width));
		density[bin] += each;
	}
	return { from, width, density };
}
