import { expect, test } from 'vitest';
import { imageOf } from '../run/images.fixture.ts';
import { rowFluxes } from '../run/rowFluxes.ts';
import { rowsBySource } from '../run/rowsBySource.ts';
import { measurementPairs, significantPairs } from './pairs.ts';

/** Pairs of one source with a measurement of error 1 in each image; rows in the order given. */
function pairsOf(fluxes: number[], days = fluxes.map((_, day) => day)) {
	const images = fluxes.map((flux, k) =>
		imageOf([{ ra: 150, dec: -30, flux, error: 1 }], { day: days[k] ?? k })
	);
	const n = images.length;
	const associations = {
		n,
		source: new Int32Array(n),
		image: Int32Array.from(images.keys()),
		row: new Int32Array(n),
		d2d: new Float64Array(n),
		dr: new Float64Array(n)
	};
	const bySource = rowsBySource(associations.source, 1);
	return measurementPairs(images, associations, bySource, rowFluxes(images, associations, 0));
}

test('three epochs make three pairs, the earlier epoch first', () => {
	const days = [2, 0, 1];
	const pairs = pairsOf([10, 20, 30], days);
	const daysOf = (rows: Int32Array) => Array.from(rows, (row) => days[row]);
	expect(daysOf(pairs.a)).toEqual([0, 1, 0]);
	expect(daysOf(pairs.b)).toEqual([2, 2, 1]);
});

test('of two measurements on one date the one associated first is the earlier', () => {
	const { a, b } = pairsOf([10, 20], [5, 5]);
	expect([a[0], b[0]]).toEqual([0, 1]);
});

test('Vs and m are negative when the source brightens', () => {
	const { vsPeak, mPeak } = pairsOf([10, 30]);
	expect(vsPeak[0]).toBeCloseTo(-20 / Math.SQRT2, 12);
	expect(mPeak[0]).toBe(-1);
});

test('the aggregate is the most modulated significant pair, not the most significant', () => {
	const vs = Float64Array.of(30, -5, 4.2);
	const m = Float64Array.of(0.3, -0.6, 0.9);
	const found = significantPairs(new Int32Array(3), vs, m, { nSources: 2, minAbsVs: 4.3 });
	expect([...found.vs]).toEqual([5, 0]);
	expect([...found.m]).toEqual([0.6, 0]);
});

test('a pair exactly at the limit counts, and the first of two equal |m| wins', () => {
	const vs = Float64Array.of(4.3, -9);
	const m = Float64Array.of(0.5, -0.5);
	const found = significantPairs(new Int32Array(2), vs, m, { nSources: 1, minAbsVs: 4.3 });
	expect(found.vs[0]).toBe(4.3);
});

test('a pair without errors or with opposite fluxes is left out of the aggregate', () => {
	const vs = Float64Array.of(Infinity, 5, NaN);
	const m = Float64Array.of(0.5, -Infinity, 0.4);
	const found = significantPairs(new Int32Array(3), vs, m, { nSources: 1, minAbsVs: 4.3 });
	expect(found).toEqual({ vs: Float64Array.of(0), m: Float64Array.of(0) });
});
