import { expect, test } from 'vitest';
import { smallPlot } from './smallPlot.ts';

const BOX = { width: 110, height: 60 };
const curve = (mjd: number[], fluxPeak: (number | null)[], err: (number | null)[] = []) => ({
	name: 'J1',
	mjd,
	fluxPeak,
	fluxPeakErr: mjd.map((_, i) => err[i] ?? null),
	forced: mjd.map(() => false),
	frequencyMhz: mjd.map(() => 888)
});

test('time runs to the right and flux upwards, with zero in sight', () => {
	const { points, zero } = smallPlot(curve([1, 2, 3], [5, 10, 5]), BOX);
	expect(points.map(({ x }) => x)).toEqual([5, 55, 105]);
	expect(points.map(({ y }) => y)).toEqual([30, 5, 30]);
	expect(zero).toBe(55);
});

test('negative fluxes stand below zero', () => {
	const { points, zero } = smallPlot(curve([1, 2], [-5, 5]), BOX);
	expect(points[0].y).toBeGreaterThan(zero);
});

test('errors keep within the box', () => {
	const { points } = smallPlot(curve([1, 2], [1, 10], [1, 4]), BOX);
	expect(points[1].top).toBe(5);
	expect(points[1].bottom).toBeGreaterThan(points[1].y);
});

test('each band has its number, lowest frequency first', () => {
	const mixed = { ...curve([1, 2, 3], [1, 1, 1]), frequencyMhz: [1400, 888, 1400] };
	expect(smallPlot(mixed, BOX).points.map(({ band }) => band)).toEqual([1, 0, 1]);
});

test('epochs that measured nothing are left out; one point or none draws without NaN', () => {
	expect(smallPlot(curve([1, 2], [null, 3]), BOX).points).toHaveLength(1);
	expect(smallPlot(curve([1], [0]), BOX).points[0]).toMatchObject({ x: 55, y: 55 });
	expect(smallPlot(curve([], []), BOX).points).toEqual([]);
});
