import { expect, test } from 'vitest';
import { barHeights, lastPosition, positionOf, valueAt } from './sliderScale.ts';

const linear = { edges: [0, 10, 20, 30] };
const logarithmic = { edges: [0.01, 0.1, 1, 10] };

test('the ends of the slider are the ends of the histogram', () => {
	for (const scale of [linear, logarithmic]) {
		expect(valueAt(scale, 0)).toBe(scale.edges[0]);
		expect(valueAt(scale, lastPosition(scale))).toBe(scale.edges[3]);
	}
});

test('each bin has the same width, whatever it spans', () => {
	expect(positionOf(logarithmic, 0.1)).toBe(lastPosition(logarithmic) / 3);
	expect(positionOf(logarithmic, 1)).toBe((2 * lastPosition(logarithmic)) / 3);
});

test('a position comes back from its value', () => {
	for (const scale of [linear, logarithmic])
		for (let position = 0; position <= lastPosition(scale); position++)
			expect(Math.abs(positionOf(scale, valueAt(scale, position)) - position)).toBeLessThan(0.1);
});

test('numbers beyond the histogram stand at its ends', () => {
	expect(positionOf(linear, -5)).toBe(0);
	expect(positionOf(linear, Number.NaN)).toBe(0);
	expect(positionOf(linear, 99)).toBe(lastPosition(linear));
});

test('a histogram of one value has no width and breaks nothing', () => {
	expect(positionOf({ edges: [3, 3] }, 3)).toBe(0);
	expect(valueAt({ edges: [3, 3] }, 8)).toBe(3);
});

test('a bin with anything in it can be seen', () => {
	expect(barHeights([0, 1, 10_000])).toEqual([0, 0.01, 1]);
	expect(barHeights([0, 0])).toEqual([0, 0]);
});
