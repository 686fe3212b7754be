import { expect, test } from 'vitest';
import { finishedWithin } from './jobCounts.ts';

const NOW = Date.UTC(2026, 0, 2, 12);
const metrics = (minutesAgo: number, since: number, data: number[]) => ({
	meta: { count: 100 + since, prevCount: 100, prevTS: NOW - minutesAgo * 60_000 },
	data,
	count: data.length
});

test('jobs of the minute that is not over count', () => {
	expect(finishedWithin(metrics(0, 3, [2, 2, 2, 2]), NOW, 2)).toBe(5);
});

test('minutes in which nothing finished are not in the points', () => {
	expect(finishedWithin(metrics(8, 1, [5, 5, 5, 5]), NOW, 10)).toBe(6);
});

test('what finished long ago does not count, and neither does nothing', () => {
	expect(finishedWithin(metrics(10, 3, [5, 5]), NOW, 10)).toBe(0);
	expect(
		finishedWithin({ meta: { count: 0, prevCount: 0, prevTS: 0 }, data: [], count: 0 }, NOW, 10)
	).toBe(0);
});
