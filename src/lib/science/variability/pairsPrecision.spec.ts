import { expect, test } from 'vitest';
import { rowsBySource } from '../run/rowsBySource.ts';
import { beyondFloat32 } from './pairsPrecision.ts';

/** One source, a measurement a day; errors of 1. */
function rowsOf(flux: number[], error = 1) {
	const errors = new Float64Array(flux.length).fill(error);
	const values = Float64Array.from(flux);
	return {
		bySource: rowsBySource(new Int32Array(flux.length), 1),
		dateMs: Float64Array.from(flux.keys()),
		flux: { int: values, intErr: errors, peak: values, peakErr: errors }
	};
}

const NONE = { int: false, intErr: false, peak: false, peakErr: false };

test('ordinary fluxes fit', () => {
	expect(beyondFloat32(rowsOf([1.1, 2.2, 1000.3]), 5e-4)).toEqual({
		a: NONE,
		b: NONE,
		vsPeak: false,
		vsInt: false,
		mPeak: false,
		mInt: false
	});
});

test('a flux that float32 rounds too far counts for the side of the pairs it is on', () => {
	const { a, b } = beyondFloat32(rowsOf([20_000.0006, 1]), 5e-4);
	expect([a, b]).toEqual([{ ...NONE, int: true, peak: true }, NONE]);
});

test('two fluxes that nearly cancel have a modulation beyond float32', () => {
	const { mPeak, mInt, vsPeak } = beyondFloat32(rowsOf([1, -1 + 1.23e-5]), 5e-4);
	expect({ mPeak, mInt, vsPeak }).toEqual({ mPeak: true, mInt: true, vsPeak: false });
});

test('an infinite significance is as infinite in float32', () => {
	expect(beyondFloat32(rowsOf([1, 2], 0), 5e-4)).toMatchObject({ vsPeak: false, vsInt: false });
});
