import { describe, expect, test } from 'vitest';
import {
	CAUSTIC_STRENGTH,
	focalCaustic,
	gain,
	landingPoint,
	lensCaustics,
	lensStrength,
	pointMagnification,
	rayRoots,
	strengthAt
} from './lens.ts';

/** The 21-cm wavelength unit of the formula: λ = 1 cm. */
const ONE_CM_MHZ = 29_979.2458;

/** Recomputed independently of this code; roots to 4 decimals. */
const CAUSTICS = [
	{ alpha: 2.5, gain0: 0.2857, near: 1.0498, wide: 1.4295, inner: 1.8926, outer: 1.9216 },
	{ alpha: 5, gain0: 0.1667, near: 0.8377, wide: 1.8303, inner: 2.1514, outer: 2.914 },
	{ alpha: 10, gain0: 0.0909, near: 0.7683, wide: 2.0837, inner: 2.3549, outer: 5.026 },
	{ alpha: 20, gain0: 0.0476, near: 0.7369, wide: 2.2905, inner: 2.5318, outer: 9.2995 },
	{ alpha: 50, gain0: 0.0196, near: 0.7189, wide: 2.5251, inner: 2.7399, outer: 22.157 },
	{ alpha: 160, gain0: 0.00621, near: 0.7108, wide: 2.7837, inner: 2.9757, outer: 69.33 }
];

describe('lens strength', () => {
	test('is 3.816 at 1 cm for 1 pc cm⁻³ at 1 kpc and a = 1 AU', () => {
		const alpha = lensStrength({
			frequencyMhz: ONE_CM_MHZ,
			columnPcCm3: 1,
			distanceKpc: 1,
			sizeAu: 1
		});
		expect(alpha).toBeCloseTo(3.816, 3);
	});

	test('reproduces the fits of Clegg et al. once their constant 3.6 is put in', () => {
		const q0954 = { columnPcCm3: 0.24, distanceKpc: 0.15, sizeAu: 0.38 };
		const scale = 3.6 / 3.8163;
		expect(scale * lensStrength({ frequencyMhz: 2250, ...q0954 })).toBeCloseTo(159, 0);
		expect(scale * lensStrength({ frequencyMhz: 8100, ...q0954 })).toBeCloseTo(12.3, 1);
	});

	test('goes as λ² across a band', () => {
		expect(strengthAt(1280, 1, 1530)).toBeCloseTo(1.43, 2);
		expect(strengthAt(744, 1, 1032)).toBeCloseTo(1.92, 2);
		expect(strengthAt(1400, 1, 2700)).toBeCloseTo(3.72, 2);
	});
});

describe('caustics', () => {
	test.each(CAUSTICS)('α = $alpha: where they are in both planes', (row) => {
		const caustics = lensCaustics(row.alpha);
		expect(caustics?.outer.u).toBeCloseTo(row.near, 4);
		expect(caustics?.inner.u).toBeCloseTo(row.wide, 4);
		expect(caustics?.inner.uPrime).toBeCloseTo(row.inner, 4);
		expect(caustics?.outer.uPrime).toBeCloseTo(row.outer, row.outer > 20 ? 2 : 4);
		expect(gain(0, row.alpha)).toBeCloseTo(row.gain0, 4);
	});

	test('exist if and only if α > e^{3/2}/2 = 2.2408', () => {
		expect(CAUSTIC_STRENGTH).toBeCloseTo(2.2408, 4);
		expect(lensCaustics(2.2408)).toBeNull();
		expect(lensCaustics(2.2409)).not.toBeNull();
		expect(lensCaustics(1)).toBeNull();
		expect(lensCaustics(2)).toBeNull();
	});

	test.each([1, 2, 7])('on the axis of a lens of α = %d the flux falls to 1/(1+α)', (alpha) => {
		expect(pointMagnification(0, alpha)).toBeCloseTo(1 / (1 + alpha), 12);
	});
});

describe('rays', () => {
	test('three reach the observer between the caustics and one elsewhere', () => {
		expect(rayRoots(1, 5)).toHaveLength(1);
		expect(rayRoots(2.5, 5)).toHaveLength(3);
		expect(rayRoots(-2.5, 5)).toHaveLength(3);
		expect(rayRoots(3.2, 5)).toHaveLength(1);
		expect(rayRoots(2.5, 2)).toHaveLength(1);
	});

	test.each([0.5, 2.3, 5, 40, -0.5, -3, -20])(
		'every root for α = %d lands where it was aimed',
		(alpha) => {
			for (let uPrime = -8; uPrime <= 8; uPrime += 0.37) {
				const roots = rayRoots(uPrime, alpha);
				expect(roots.length % 2).toBe(1);
				for (const u of roots) expect(landingPoint(u, alpha)).toBeCloseTo(uPrime, 10);
			}
		}
	);

	test('the light curve is even and returns to 1 far from the lens', () => {
		expect(pointMagnification(1.7, 5)).toBeCloseTo(pointMagnification(-1.7, 5), 12);
		expect(pointMagnification(12, 5)).toBeCloseTo(1, 12);
	});
});

describe('a converging lens, an electron void', () => {
	test('brightens on the axis, to 1/(1 − |α|) while it has no focus', () => {
		expect(pointMagnification(0, -0.5)).toBeCloseTo(2, 12);
		expect(focalCaustic(-0.999)).toBeNull();
	});

	test('has one caustic once α < −1, inside which there are three rays', () => {
		const caustic = focalCaustic(-4);
		if (caustic === null) throw new Error('a lens of α = −4 has a caustic');
		expect(gain(caustic.u, -4)).toBeGreaterThan(1e6);
		expect(rayRoots(0.99 * caustic.uPrime, -4)).toHaveLength(3);
		expect(rayRoots(1.01 * caustic.uPrime, -4)).toHaveLength(1);
		expect(rayRoots(0, -4)).toHaveLength(3);
	});
});
