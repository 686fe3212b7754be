import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { histogramOf } from './histogram.ts';
import { allRows } from './rows.ts';

const of = (...values: number[]) =>
	histogramOf([{ column: Float64Array.from(values), rows: allRows(values.length) }]);
const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

test('every measured number is in one bin, between the least and the largest', () => {
	const random = new Random('histogram');
	const values = Array.from({ length: 5000 }, () =>
		random.uniform() < 0.1 ? NaN : random.normal()
	);
	const { edges, counts, outside, log } = of(...values);
	const measured = values.filter((value) => !Number.isNaN(value));
	expect(log).toBe(false);
	expect([edges[0], edges.at(-1)]).toEqual([Math.min(...measured), Math.max(...measured)]);
	expect(sum(counts) + outside).toBe(5000);
	counts.forEach((count, bin) => {
		// Rounding may put a number that lies on an inner edge on either side of it.
		const inBin = measured.filter((value) => value >= edges[bin] && value < edges[bin + 1]).length;
		expect(Math.abs(inBin - count)).toBeLessThanOrEqual(1);
	});
});

test('numbers over many powers of ten are in steps of the logarithm; those not above zero are in none', () => {
	const { log, edges, counts, outside } = of(0.001, 0.1, 10, 1000, 0, -1);
	expect(log).toBe(true);
	expect([edges[0], edges.at(-1)]).toEqual([0.001, 1000]);
	expect([sum(counts), outside]).toEqual([4, 2]);
});

test.each([
	['nothing', [], 0],
	['what was never measured', [NaN, Infinity], 2]
])('%s has no bins', (_, values, outside) => {
	expect(of(...values)).toEqual({ log: false, edges: [], counts: [], outside });
});

test('one number alone is in the first bin', () => {
	expect(of(7).counts[0]).toBe(1);
});
