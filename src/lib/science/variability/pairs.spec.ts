import { expect, test } from 'vitest';
import { basicOptions, imageOf } from '../run/images.fixture.ts';
import { processRun } from '../run/processRun.ts';
import { significantPairs } from './pairs.ts';

const noNoise = () => {
	throw new Error('no noise map should be asked for');
};

function oneSource(fluxes: number[], days = fluxes.map((_, day) => day)) {
	const images = fluxes.map((flux, k) =>
		imageOf([{ ra: 150, dec: -30, flux, error: 1 }], { day: days[k] })
	);
	return processRun({ images, options: basicOptions, readNoise: noNoise });
}

test('three epochs make three pairs, the earlier epoch first', () => {
	const { pairs, associations } = oneSource([10, 20, 30], [2, 0, 1]);
	expect(pairs?.n).toBe(3);
	const days = (rows: Int32Array | undefined) =>
		Array.from(rows ?? [], (row) => [2, 0, 1][associations.image[row]]);
	expect(days(pairs?.a)).toEqual([0, 0, 1]);
	expect(days(pairs?.b)).toEqual([1, 2, 2]);
});

test('of two measurements on one date the one associated first is the earlier', () => {
	const { pairs } = oneSource([10, 20], [5, 5]);
	expect([pairs?.a[0], pairs?.b[0]]).toEqual([0, 1]);
});

test('Vs and m are negative when the source brightens', () => {
	const { pairs } = oneSource([10, 30]);
	expect(pairs?.vsPeak[0]).toBeCloseTo(-20 / Math.SQRT2, 12);
	expect(pairs?.mPeak[0]).toBe(-1);
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
