import { expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { linearTicks, logarithmicTicks } from './ticks.ts';

test('ticks are round', () => {
	expect(linearTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
	expect(linearTicks(-0.31, 0.29, 6)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2]);
	expect(linearTicks(59000.2, 59030.9, 7)).toEqual([59005, 59010, 59015, 59020, 59025, 59030]);
	expect(logarithmicTicks(0.3, 20)).toEqual([0.5, 1, 2, 5, 10, 20]);
	expect(logarithmicTicks(1e-3, 1e3)).toEqual([1e-3, 0.01, 0.1, 1, 10, 100, 1000]);
});

test('ticks are within their range, ascend, and are neither none nor a crowd', () => {
	const random = new Random(1);
	for (let i = 0; i < 2000; i++) {
		const min = random.between(-1, 1) * random.logBetween(1e-6, 1e6);
		const max = min + random.logBetween(1e-4, 1e6);
		const ticks = linearTicks(min, max, 6);
		expect(ticks.length, `${min} to ${max}`).toBeGreaterThanOrEqual(2);
		expect(ticks.length).toBeLessThanOrEqual(13);
		const [low, high] = [random.logBetween(1e-6, 1e3), random.logBetween(1e3, 1e6)];
		for (const each of [ticks, logarithmicTicks(low, high)])
			for (let k = 1; k < each.length; k++) expect(each[k]).toBeGreaterThan(each[k - 1]);
	}
});

test('a range of no width has its one value, one that is no range has none', () => {
	expect(linearTicks(3, 3, 5)).toEqual([3]);
	expect(linearTicks(1e9, 1e9 + 1e-7, 5)).toEqual([1e9]);
	expect(linearTicks(NaN, NaN, 5)).toEqual([]);
	expect(logarithmicTicks(0, 10)).toEqual([]);
	expect(logarithmicTicks(2, 2)).toEqual([2]);
});
