import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { excessAt, lensShape } from './lensAtlas.ts';
import { lensCurve } from './lensCurve.ts';

describe('the atlas of lens light curves', () => {
	test('agrees with the exact curve to 0.03 of the unlensed flux', () => {
		const random = new Random('atlas');
		for (let trial = 0; trial < 25; trial += 1) {
			const alpha = random.logBetween(0.4, 40);
			const sigmaS = random.logBetween(0.3, 1.8);
			const exact = lensCurve(alpha, sigmaS);
			const shape = lensShape(alpha, sigmaS);
			let worst = 0;
			for (let uPrime = -30; uPrime < 30; uPrime += 0.11) {
				worst = Math.max(worst, Math.abs(excessAt(shape, uPrime) + 1 - exact(uPrime)));
			}
			expect(worst, `α ${alpha.toFixed(2)} σ_s ${sigmaS.toFixed(2)}`).toBeLessThan(0.03);
		}
	});

	test('is nil far away and where nothing is measured', () => {
		const shape = lensShape(5, 0.3);
		expect(excessAt(shape, 1000)).toBe(0);
		expect(excessAt(shape, Number.NaN)).toBe(0);
	});

	test('stronger lenses make wider dips', () => {
		const widths = [1, 2, 5, 10, 20, 50].map((alpha) => lensShape(alpha, 0.3).fwhm);
		expect(widths).toEqual([...widths].sort((a, b) => a - b));
	});
});
