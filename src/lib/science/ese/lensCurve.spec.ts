import { describe, expect, test } from 'vitest';
import { pointMagnification } from './lens.ts';
import { lensCurve } from './lensCurve.ts';

/** Width of I < 0.9 and the highest I, for σ_s = 0.3 a; stated to ±0.02 (width) and two decimals. */
const DIPS = [
	{ alpha: 1, width: 1.92, highest: 1.43 },
	{ alpha: 2, width: 2.56, highest: 1.99 },
	{ alpha: 5, width: 3.7, highest: 2.5 },
	{ alpha: 10, width: 4.28, highest: 1.84 },
	{ alpha: 20, width: 4.72, highest: 1.66 },
	{ alpha: 50, width: 5.2, highest: 1.54 }
];

function measure(curve: (uPrime: number) => number): { width: number; highest: number } {
	const step = 0.0005;
	let highest = 0;
	let dip = 0;
	for (let uPrime = 0; uPrime < 30; uPrime += step) {
		const magnification = curve(uPrime);
		highest = Math.max(highest, magnification);
		if (magnification < 0.9) dip += step;
	}
	return { width: 2 * dip, highest };
}

describe('the light curve of a source with σ_s = 0.3 a', () => {
	test.each(DIPS)('α = $alpha: dip width and height of the horns', ({ alpha, width, highest }) => {
		const measured = measure(lensCurve(alpha, 0.3));
		expect(Math.abs(measured.width - width)).toBeLessThan(0.02);
		expect(Math.abs(measured.highest - highest)).toBeLessThan(0.02);
	});

	test('a wavelength at which the lens is weaker shows a shallower, narrower dip', () => {
		const low = lensCurve(6, 0.3);
		const high = lensCurve(6 * (887.5 / 1367.5) ** 2, 0.3);
		expect(low(0)).toBeLessThan(high(0));
		expect(measure(low).width).toBeGreaterThan(measure(high).width + 0.3);
	});
});

describe('any Gaussian source', () => {
	test.each([
		[1, 0.3],
		[2.2408, 0.2],
		[5, 0.3],
		[12, 1.5],
		[40, 0.25],
		[-0.7, 0.3],
		[-6, 0.5]
	])('α = %d, σ_s = %d: the lens moves light and makes none, ∫(I−1)du′ = 0', (alpha, sigmaS) => {
		const curve = lensCurve(alpha, sigmaS);
		const step = 0.002;
		let excess = 0;
		for (let uPrime = -80 + step / 2; uPrime < 80; uPrime += step) {
			excess += (curve(uPrime) - 1) * step;
		}
		expect(Math.abs(excess)).toBeLessThan(2e-3);
	});

	test('a small source away from the caustics looks like a point', () => {
		const curve = lensCurve(5, 0.02);
		for (const uPrime of [0, 0.8, 1.5, 2.5, 3.6, 5]) {
			expect(Math.abs(curve(uPrime) / pointMagnification(uPrime, 5) - 1)).toBeLessThan(0.01);
		}
	});

	test('no lens, no change', () => {
		const curve = lensCurve(0, 0.3);
		for (const uPrime of [0, 1, 4, 50]) expect(curve(uPrime)).toBeCloseTo(1, 6);
	});

	test('a missing abscissa gives a missing magnification', () => {
		expect(lensCurve(5, 0.3)(Number.NaN)).toBeNaN();
	});
});
