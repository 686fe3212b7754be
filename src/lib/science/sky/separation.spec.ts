import { describe, expect, test } from 'vitest';
import { separationArccosDeg, separationDeg } from './separation.ts';

describe('the separation', () => {
	test.each([
		['across RA 0', 359.999, 0, 0.001, 0, 0.002],
		['over the north pole', 10, 89.9, 190, 89.9, 0.2],
		['at the pole, whatever the RA', 0, 90, 123, 90, 0],
		['of antipodes', 0, 0, 180, 0, 180],
		['along a meridian', 45, -30, 45, 60, 90],
		['far below the arcsecond', 150, 0, 150, 1e-11, 1e-11],
		['with RA written beyond 360', 365, 10, 5, 10, 0]
	])('%s', (_name, ra1, dec1, ra2, dec2, expected) => {
		expect(separationDeg(ra1, dec1, ra2, dec2)).toBeCloseTo(expected, 12);
	});

	test('keeps its relative precision at 1e-11 deg', () => {
		expect(separationDeg(150, 0, 150, 1e-11) / 1e-11).toBeCloseTo(1, 10);
	});

	test('is the same both ways and NaN for NaN', () => {
		expect(separationDeg(12, -40, 80, 33)).toBeCloseTo(separationDeg(80, 33, 12, -40), 12);
		expect(separationDeg(NaN, 0, 1, 1)).toBeNaN();
	});
});

describe('the arc cosine form', () => {
	test('agrees with the other far from zero', () => {
		expect(separationArccosDeg(10, -30, 40, 20)).toBeCloseTo(separationDeg(10, -30, 40, 20), 12);
	});

	test('only takes discrete values near zero: multiples of about 1.5e-8 rad', () => {
		const quantum = (Math.acos(1 - 2 ** -53) * 180) / Math.PI;
		const separation = separationArccosDeg(150, -30, 150 + 5.5e-7, -30 + 8.3e-7);
		const quanta = (separation / quantum) ** 2;
		expect(quanta).toBeCloseTo(Math.round(quanta), 3);
	});

	test('never fails on a cosine above one', () => {
		for (let dec = -89; dec < 90; dec++) expect(separationArccosDeg(1, dec, 1, dec)).not.toBeNaN();
	});
});
