import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { significantPairs } from '../variability/pairs.ts';
import { epochPairs } from './epochPairs.ts';

const LIMITS = { minAbsVs: 4.3, minAbsM: 0.26, most: 2000 };

test('a pair passes when both Vs and m reach their thresholds', () => {
	// Vs = 10/√2 = 7.07 and m = 2·10/30 = 0.667 between the first and the others; none between the last two.
	const curve = { mjd: [3, 1, 2], flux: [20, 10, 10], error: [1, 1, 1] };
	const { pairs, count } = epochPairs(curve, [[0, 1, 2]], LIMITS);
	expect(count).toBe(2);
	expect(pairs.map(({ a, b }) => [a, b])).toEqual([
		[1, 0],
		[2, 0]
	]);
	expect(pairs[0].vs).toBeCloseTo(-10 / Math.SQRT2, 12);
	expect(pairs[0].m).toBeCloseTo(-20 / 30, 12);
	expect(epochPairs(curve, [[0, 1, 2]], { ...LIMITS, minAbsM: 0.7 }).count).toBe(0);
	expect(epochPairs(curve, [[0, 1, 2]], { ...LIMITS, minAbsVs: 7.1 }).count).toBe(0);
});

test('pairs are made within a band only', () => {
	const curve = { mjd: [1, 2, 3, 4], flux: [10, 20, 10, 20], error: [1, 1, 1, 1] };
	const bands = [
		[0, 2],
		[1, 3]
	];
	expect(epochPairs(curve, bands, LIMITS).pairs).toEqual([]);
});

test('epochs without a flux or an error are in no pair, and fluxes that cancel have no m', () => {
	const curve = { mjd: [1, 2, 3, 4], flux: [NaN, 10, 5, -5], error: [1, NaN, 0.1, 0.1] };
	expect(epochPairs(curve, [[0, 1, 2, 3]], LIMITS).pairs).toEqual([]);
});

test('of epochs at one time the earlier row is the earlier', () => {
	const curve = { mjd: [5, 5], flux: [10, 30], error: [1, 1] };
	expect(epochPairs(curve, [[1, 0]], LIMITS).pairs).toMatchObject([{ a: 0, b: 1 }]);
});

test('what is kept are the strongest, and the count is of all', () => {
	const random = new Random(7);
	const n = 60;
	const curve = {
		mjd: Array.from({ length: n }, (_, i) => i),
		flux: Array.from({ length: n }, () => random.between(1, 20)),
		error: Array.from({ length: n }, () => random.between(0.1, 1))
	};
	const rows = curve.mjd.map((_, row) => row);
	const all = epochPairs(curve, [rows], LIMITS);
	const few = epochPairs(curve, [rows], { ...LIMITS, most: 10 });
	expect(all.count).toBe(all.pairs.length);
	expect(few.count).toBe(all.count);
	expect(few.pairs).toEqual(all.pairs.slice(0, 10));
	// The pipeline's own choice, the most modulated significant pair, is among them.
	const vs = Float64Array.from(all.pairs, (pair) => pair.vs);
	const m = Float64Array.from(all.pairs, (pair) => pair.m);
	const pipeline = significantPairs(new Int32Array(vs.length), vs, m, {
		nSources: 1,
		minAbsVs: 4.3
	});
	expect(pipeline.m[0]).toBe(Math.max(...all.pairs.map((pair) => Math.abs(pair.m))));
});
