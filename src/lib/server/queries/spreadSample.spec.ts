import { expect, test } from 'vitest';
import { spreadSample } from './spreadSample.ts';

test('few points are all kept', () => {
	expect(spreadSample([1, 2, 3], [3, 2, 1], 3)).toEqual([0, 1, 2]);
});

test('a crowd is thinned to the number asked for, and the lone point outside stays', () => {
	const x = Array.from({ length: 5000 }, (_, i) => (i % 71) / 71);
	const y = Array.from({ length: 5000 }, (_, i) => (i % 73) / 73);
	const sample = spreadSample([...x, 9], [...y, 9], 2000);
	expect(sample).toHaveLength(2000);
	expect(new Set(sample).size).toBe(2000);
	expect(sample).toContain(5000);
});

test('points on one spot are no trouble', () => {
	const same = Array.from({ length: 10 }, () => 1);
	expect(spreadSample(same, same, 4)).toEqual([0, 1, 2, 3]);
});
