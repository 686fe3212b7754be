import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { commonModeCorrelation, imageScale, isOffScale, rescaled } from './commonMode.ts';

function ratios(factor: number, n: number, seed: string): number[] {
	const random = new Random(seed);
	return Array.from({ length: n }, () => factor * (1 + 0.05 * random.normal()));
}

describe('the flux scale of an image', () => {
	test('is measured by its sources, whatever two variables among them do', () => {
		const scale = imageScale([...ratios(0.8, 30, 'scale'), 3, 0.1]);
		expect(Math.abs((scale?.factor ?? NaN) - 0.8)).toBeLessThan(0.03);
		expect(scale && isOffScale(scale)).toBe(true);
	});

	test('is left alone when it is right within its error', () => {
		const offScale = Array.from({ length: 200 }, (_, k) =>
			imageScale(ratios(1, 12, `ok ${k}`))
		).filter((scale) => scale && isOffScale(scale));
		expect(offScale.length).toBeLessThan(12);
	});

	test('is not known from fewer than eight sources, or from fluxes that were not measured', () => {
		expect(imageScale(ratios(0.5, 7, 'few'))).toBeNull();
		expect(imageScale(new Array<number>(20).fill(NaN))).toBeNull();
	});

	test('a flux is divided by it, and its error grows by the scale’s own', () => {
		const right = rescaled(
			{ fluxMjy: 8, fluxErrMjy: 0.4 },
			{ factor: 0.8, error: 0.02, sources: 9 }
		);
		expect(right.fluxMjy).toBeCloseTo(10, 12);
		expect(right.fluxErrMjy).toBeCloseTo(Math.hypot(0.5, 0.25), 12);
	});
});

describe('what a light curve shares with its images', () => {
	test('all of it, the opposite of it, and nothing that can be told', () => {
		const images = [0.1, -0.2, 0.05, 0, -0.1];
		expect(commonModeCorrelation(images, images)).toBeCloseTo(1, 12);
		expect(
			commonModeCorrelation(
				images.map((x) => -x),
				images
			)
		).toBeCloseTo(-1, 12);
		expect(commonModeCorrelation([1, 2, 3], [1, 2, 3])).toBeNaN();
		expect(commonModeCorrelation([1, 1, 1, 1], images)).toBeNaN();
	});
});
