import { expect, test } from 'vitest';
import { askapHeader } from '../fits/fitsBytes.fixture.ts';
import { readCelestialAxes } from './celestialAxes.ts';

const NO_CDELT = { CDELT1: undefined, CDELT2: undefined };

/** FITS standard 4.0 §8.1: CDELTi defaults to 1. */
test('a PC matrix without CDELT is in degrees', () => {
	const matrix = { PC1_1: -5e-4, PC1_2: 1e-5, PC2_1: 2e-5, PC2_2: 6e-4 };
	expect(readCelestialAxes(askapHeader({ ...NO_CDELT, ...matrix })).matrix).toEqual([
		[-5e-4, 1e-5],
		[2e-5, 6e-4]
	]);
	const one = askapHeader({ CDELT2: undefined, PC2_2: 6e-4 });
	expect(readCelestialAxes(one).matrix[1]).toEqual([0, 6e-4]);
});

test.each([
	['CDELT1', NO_CDELT],
	['CDELT2', { CDELT2: undefined }],
	// A turn is no scale.
	['CDELT1', { ...NO_CDELT, CROTA2: 30 }],
	['CDELT1', { CDELT1: 'small', PC1_1: 1 }]
])('a header without a number for %s has no scale', (keyword, cards) => {
	expect(() => readCelestialAxes(askapHeader(cards))).toThrow(
		`The header has no number for ${keyword}.`
	);
});
