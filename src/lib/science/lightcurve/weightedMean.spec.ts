import { expect, test } from 'vitest';
import { weightedMean } from './weightedMean.ts';

test('a measurement twice as exact weighs four times as much', () => {
	expect(weightedMean([10, 20], [1, 2], [0, 1])).toBeCloseTo((10 + 20 / 4) / 1.25, 12);
});

test('only the rows asked for count, and of them only what was measured', () => {
	expect(weightedMean([10, 99, NaN, 14], [1, 1, 1, 1], [0, 2, 3])).toBe(12);
});

test('where an error is missing, all weigh the same', () => {
	for (const missing of [NaN, 0, -1, Infinity]) {
		expect(weightedMean([10, 20], [0.001, missing], [0, 1])).toBe(15);
	}
});

test('nothing measured has no mean', () => {
	expect(weightedMean([NaN], [1], [0])).toBeNaN();
	expect(weightedMean([], [], [])).toBeNaN();
});
