import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { colourScale, placeOnScale } from './colourScale.ts';
import { binPoints, densityHistogram, emptyBins } from './densityBins.ts';
import { gridPoints, nearestPlace, type PlaneWindow } from './densityGrid.ts';
import { rowsInOutline, rowsInWindow } from './planeSelection.ts';

const random = new Random(23);

function crowd(n: number) {
	const x = Float32Array.from({ length: n }, () => random.normal());
	const y = Float32Array.from({ length: n }, () => random.normal() - 1);
	return { x, y, grid: gridPoints(x, y) };
}

function anyWindow(): PlaneWindow {
	const xMin = random.normal() * 2;
	const yMin = random.normal() * 2 - 1;
	return {
		xMin,
		yMin,
		xMax: xMin + random.uniform() * 4 + 0.01,
		yMax: yMin + random.uniform() * 4 + 0.01
	};
}

const isIn = (window: PlaneWindow, x: number, y: number) =>
	x >= window.xMin && x < window.xMax && y >= window.yMin && y < window.yMax;

describe('a crowd of points', () => {
	test('every point is in the grid once', () => {
		const { x, grid } = crowd(30_000);
		expect([...grid.row].sort((a, b) => a - b)).toEqual([...x.keys()]);
		expect(grid.row.every((row, place) => grid.x[place] === x[row])).toBe(true);
	});

	test('60 random windows: the bins hold every point of the window once, each in its own bin', () => {
		const { x, y, grid } = crowd(5000);
		const bins = emptyBins(7, 5);
		for (let i = 0; i < 60; i++) {
			const window = anyWindow();
			const expected = new Uint32Array(35);
			for (let row = 0; row < x.length; row++) {
				if (!isIn(window, x[row], y[row])) continue;
				const column = Math.floor(((x[row] - window.xMin) / (window.xMax - window.xMin)) * 7);
				const line = Math.floor(((y[row] - window.yMin) / (window.yMax - window.yMin)) * 5);
				expected[line * 7 + column]++;
			}
			const inside = binPoints(grid, window, bins, null);
			const total = expected.reduce((sum, count) => sum + count, 0);
			expect(inside).toBe(total);
			// A point that rounding moves over an edge is in the next bin: none is lost.
			const moved = bins.counts.reduce(
				(sum, count, bin) => sum + Math.abs(count - expected[bin]),
				0
			);
			expect(moved).toBeLessThanOrEqual(2);
		}
	});

	test('a bin’s colour is the mean of the values there are', () => {
		const grid = gridPoints(
			Float32Array.of(0.1, 0.2, 0.3, 0.9),
			Float32Array.of(0.5, 0.5, 0.5, 0.5)
		);
		const bins = emptyBins(2, 1);
		const values = Float32Array.from(grid.row, (row) => [1, 3, NaN, 10][row]);
		expect(binPoints(grid, { xMin: 0, xMax: 1, yMin: 0, yMax: 1 }, bins, values)).toBe(4);
		expect([...bins.counts]).toEqual([3, 1]);
		expect([...bins.sums]).toEqual([4, 10]);
		expect([...bins.valued]).toEqual([2, 1]);
	});

	test('the nearest point is the nearest of all', () => {
		const { x, y, grid } = crowd(4000);
		for (let i = 0; i < 50; i++) {
			const at = { x: random.normal(), y: random.normal() - 1 };
			const squared = (px: number, py: number) => (px - at.x) ** 2 + (py - at.y) ** 2;
			const window = { xMin: at.x - 0.3, xMax: at.x + 0.3, yMin: at.y - 0.3, yMax: at.y + 0.3 };
			const place = nearestPlace(grid, window, squared, 0.09);
			const distances = Array.from(x, (px, row) => squared(px, y[row]));
			const least = Math.min(...distances);
			if (least >= 0.09) expect(place).toBeNull();
			else expect(place === null ? null : distances[grid.row[place]]).toBe(least);
		}
	});
});

describe('selecting', () => {
	test('a box takes what is in it, an outline of the same corners the same', () => {
		const { x, y, grid } = crowd(3000);
		for (let i = 0; i < 40; i++) {
			const { xMin, xMax, yMin, yMax } = anyWindow();
			const rows = rowsInWindow(grid, { xMin, xMax, yMin, yMax });
			const expected = [...x.keys()].filter((row) =>
				isIn({ xMin, xMax, yMin, yMax }, x[row], y[row])
			);
			expect([...rows]).toEqual(expected);
			const outline = [
				{ x: xMin, y: yMin },
				{ x: xMax, y: yMin },
				{ x: xMax, y: yMax },
				{ x: xMin, y: yMax }
			];
			expect([...rowsInOutline(grid, outline)]).toEqual(expected);
		}
	});

	test('an outline keeps out of its bays, and two corners enclose nothing', () => {
		const grid = gridPoints(Float32Array.of(1, 1, 3), Float32Array.of(1, 3, 3));
		// An L: the corner at 3, 3 is not in it.
		const outline = [
			{ x: 0, y: 0 },
			{ x: 4, y: 0 },
			{ x: 4, y: 2 },
			{ x: 2, y: 2 },
			{ x: 2, y: 4 },
			{ x: 0, y: 4 }
		];
		expect([...rowsInOutline(grid, outline)]).toEqual([0, 1]);
		expect([...rowsInOutline(grid, outline.slice(0, 2))]).toEqual([]);
	});
});

describe('degenerate crowds', () => {
	test('no points, one point, all on one spot', () => {
		const none = gridPoints(new Float32Array(), new Float32Array());
		expect(binPoints(none, none.extent, emptyBins(2, 2), null)).toBe(0);
		const same = gridPoints(new Float32Array(100).fill(2), new Float32Array(100).fill(3));
		const around = { xMin: 1, xMax: 3, yMin: 2, yMax: 4 };
		expect(binPoints(same, around, emptyBins(2, 2), null)).toBe(100);
		expect(rowsInWindow(same, around)).toHaveLength(100);
	});
});

describe('a histogram of density', () => {
	test('is numpy’s: the last bin has its upper edge, and the area is 1', () => {
		// numpy.histogram([0, 1, 1, 2, 4], bins=4, density=True) → [0.2, 0.4, 0.2, 0.2], edges 0 1 2 3 4.
		const histogram = densityHistogram([0, 1, 1, 2, 4], 4);
		expect(histogram?.from).toBe(0);
		expect(histogram?.width).toBe(1);
		expect([...(histogram?.density ?? [])]).toEqual([0.2, 0.4, 0.2, 0.2]);
		expect(densityHistogram([])).toBeNull();
		expect(densityHistogram([3, 3], 2)).toMatchObject({ from: 2.5, width: 0.5 });
	});
});

describe('a scale of colours', () => {
	test('runs between the quantiles, by logarithm where values span decades', () => {
		const decades = Float32Array.from({ length: 1001 }, (_, i) => 10 ** (i / 200));
		const scale = colourScale(decades);
		expect(scale?.log).toBe(true);
		expect(scale?.from).toBeCloseTo(10 ** 0.1, 4);
		expect(scale && placeOnScale(scale, Math.sqrt(scale.from * scale.to))).toBeCloseTo(0.5, 6);
		expect(scale && placeOnScale(scale, 1e9)).toBe(1);
	});

	test('negative values have no logarithm, NaN has no place, and equal values no width', () => {
		expect(colourScale(Float32Array.of(-1, 1, 1e6))?.log).toBe(false);
		expect(colourScale(Float32Array.of(NaN))).toBeNull();
		expect(colourScale(Float32Array.of(4, 4, 4))).toEqual({ from: 3.5, to: 4.5, log: false });
		expect(placeOnScale({ from: 0, to: 1, log: false }, NaN)).toBeNaN();
	});
});
