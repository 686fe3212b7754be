import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

function draw(
	n: number,
	deviate: () => number
): { mean: number; variance: number; values: number[] } {
	const values = Array.from({ length: n }, deviate);
	const mean = values.reduce((sum, value) => sum + value, 0) / n;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
	return { mean, variance, values };
}

describe('a seeded stream', () => {
	test('the same seed gives the same numbers, another seed others', () => {
		const first = draw(10, bitsOf(new Random(7))).values;
		expect(draw(10, bitsOf(new Random(7))).values).toEqual(first);
		expect(draw(10, bitsOf(new Random(8))).values).not.toEqual(first);
	});

	test('a fork depends on its name alone, not on what its parent has drawn', () => {
		const parent = new Random(7);
		const before = parent.fork('image').bits();
		parent.normal();
		expect(parent.fork('image').bits()).toBe(before);
		expect(parent.fork('noise').bits()).not.toBe(before);
	});

	test('uniform deviates have mean 1/2 and variance 1/12 and never reach the ends', () => {
		const random = new Random('uniform');
		const { mean, variance, values } = draw(100_000, () => random.uniform());
		// Four standard errors: 4·√(1/12/1e5) and 4·√(1/180/1e5).
		expect(Math.abs(mean - 0.5)).toBeLessThan(0.0037);
		expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.00095);
		expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThan(0);
		expect(Math.max(...values.slice(0, 50_000))).toBeLessThan(1);
	});

	test('normal deviates have mean 0, variance 1, and 4.55 % of them lie beyond 2 σ', () => {
		const random = new Random('normal');
		const { mean, variance, values } = draw(100_000, () => random.normal());
		expect(Math.abs(mean)).toBeLessThan(0.0127);
		expect(Math.abs(variance - 1)).toBeLessThan(0.018);
		const beyond = values.filter((value) => Math.abs(value) > 2).length / values.length;
		expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.0027);
	});

	test('a power law with slope 2 between 1 and 4 has its median at 1.6', () => {
		const random = new Random('counts');
		const { values } = draw(40_001, () => random.powerLaw(2, 1, 4));
		values.sort((a, b) => a - b);
		expect(values[20_000]).toBeCloseTo(1.6, 1);
		expect(values[0]).toBeGreaterThanOrEqual(1);
		expect(values[40_000]).toBeLessThanOrEqual(4);
	});
});

function bitsOf(random: Random): () => number {
	return () => random.bits();
}
