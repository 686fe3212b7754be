import { expect, test } from 'vitest';
import { mad } from './mad.ts';
import { median, medianInPlace } from './median.ts';
import { Random } from './random.ts';
import { selectInPlace } from './select.ts';

test('the median of an odd count is a value, of an even count a mean', () => {
	expect(median([3, 1, 2])).toBe(2);
	expect(median([4, 1, 3, 2])).toBe(2.5);
	expect(median([7])).toBe(7);
});

test('NaN is left out of the median, and nothing has none', () => {
	expect(median([NaN, 5, NaN, 1, 3])).toBe(3);
	expect(median([])).toBeNaN();
	expect(median([NaN])).toBeNaN();
});

test('the median of an even count of float32 is a float32', () => {
	const middle = medianInPlace(new Float32Array([0.1, 0.2]));
	expect(middle).toBe(Math.fround(middle));
	expect(middle).toBeCloseTo(0.15, 7);
});

test('the k-th smallest is the k-th of the sorted values, with ties and at every size', () => {
	const random = new Random('select');
	for (const size of [1, 2, 3, 10, 599, 601, 5000, 20000]) {
		const values = Float64Array.from({ length: size }, () => random.integer(size));
		const sorted = values.slice().sort();
		for (const k of [0, size >> 1, size - 1, random.integer(size)]) {
			expect(selectInPlace(values.slice(), k)).toBe(sorted[k]);
		}
	}
});

test('the median absolute deviation forgets one outlier', () => {
	expect(mad([1, 2, 3, 4, 1000])).toBe(1);
	expect(mad([1, NaN, 3])).toBe(1);
});
