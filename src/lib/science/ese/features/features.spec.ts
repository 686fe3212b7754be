import { describe, expect, test } from 'vitest';
import { Random } from '../../stats/random.ts';
import { eta } from '../../variability/eta.ts';
import { modulation } from '../../variability/modulation.ts';
import { boxDip } from './boxDip.ts';
import { debiasedModulation } from './debiasedModulation.ts';
import { dsaComposite, sigmaDeviation } from './dsa110.ts';
import { extremePair } from './extremePair.ts';
import { hornScore } from './horns.ts';
import { stetson } from './stetson.ts';
import { saturation, structureFunction } from './structureFunction.ts';
import { symmetry } from './symmetry.ts';
import { inverseVonNeumann } from './vonNeumann.ts';

/** Light curve of spec/vetting.md §3.5, recomputed there independently; tolerances are half a unit of the last digit printed. */
const MJD = Float64Array.from([0, 1, 2, 3, 4, 5, 6, 7]);
const FLUX = Float64Array.from([10, 10.2, 9.9, 6, 5.5, 6.2, 10.1, 9.8]);
const ERROR = new Float64Array(8).fill(0.3);
const CURVE = { flux: FLUX, error: ERROR };

describe('the light curve with a 40 % dip', () => {
	test('η = 50.6012 and V = 0.252176', () => {
		expect(eta(FLUX, ERROR)).toBeCloseTo(50.6012, 4);
		expect(modulation(FLUX)).toBeCloseTo(0.252176, 6);
	});

	test('1/von Neumann = 1.015894', () => {
		expect(inverseVonNeumann(FLUX)).toBeCloseTo(1.015894, 6);
	});

	test('Stetson J = 3.145241 and K = 0.962763', () => {
		const { j, k } = stetson(FLUX, ERROR);
		expect(j).toBeCloseTo(3.145241, 6);
		expect(k).toBeCloseTo(0.962763, 6);
	});

	test('largest |Vs| = 11.0780 with m = 0.598726', () => {
		const { vs, m } = extremePair(FLUX, ERROR);
		expect(vs).toBeCloseTo(11.078, 4);
		expect(m).toBeCloseTo(0.598726, 6);
	});

	test('structure function at lags 1 to 4, before the noise floor is taken out and after', () => {
		const edges = [0.5, 1.5, 2.5, 3.5, 4.5];
		const noiseless = structureFunction(MJD, { flux: FLUX, error: new Float64Array(8) }, edges);
		const printed = [0.0626, 0.16563, 0.24319, 0.1771];
		noiseless.d.forEach((d, k) => expect(d).toBeCloseTo(printed[k], 5));
		const floor = (2 * 0.3 ** 2) / 8.4625 ** 2;
		structureFunction(MJD, CURVE, edges).d.forEach((d, k) =>
			expect(d).toBeCloseTo(noiseless.d[k] - floor, 10)
		);
	});

	test('box on t = 3–5: base 10, depth 4.1, χ² 4.00, Δχ² 350.2083', () => {
		const dip = boxDip(MJD, CURVE);
		expect(dip).toMatchObject({ from: 3, to: 6 });
		expect(dip?.base).toBeCloseTo(10, 10);
		expect(dip?.depth).toBeCloseTo(4.1, 10);
		expect(dip?.chi2).toBeCloseTo(4, 2);
		expect(dip?.deltaChi2).toBeCloseTo(350.2083, 4);
		expect(dip?.durationDays).toBe(3);
	});

	test('DSA-110’s σ-deviation is 1.48 only', () => {
		expect(sigmaDeviation(FLUX)).toBeCloseTo(1.48, 2);
	});

	test('is symmetric about t = 4 and not about t = 2', () => {
		expect(symmetry(MJD, CURVE, { t0Mjd: 4, reachDays: 4 })).toBeGreaterThan(0.95);
		expect(symmetry(MJD, CURVE, { t0Mjd: 2, reachDays: 4 })).toBeLessThan(0.6);
	});
});

describe('properties', () => {
	test('σ-deviation never exceeds √(n − 1), which one bad epoch reaches', () => {
		const flux = new Float64Array(26).fill(3);
		flux[7] = 90;
		expect(sigmaDeviation(flux)).toBeCloseTo(5, 10);
	});

	test('DSA-110’s composite is 10 at most', () => {
		expect(dsaComposite(10, 10)).toBe(10);
		expect(dsaComposite(100, 1e6)).toBe(10);
		expect(dsaComposite(2, 1)).toBeCloseTo(10 * (0.1 + 0.03 + 0.04), 12);
	});

	test('white noise: 1/η_vN ½, K 0.80, J 0, no debiased modulation', () => {
		const random = new Random('white');
		const flux = Float64Array.from({ length: 20_000 }, () => 10 + 0.5 * random.normal());
		const error = new Float64Array(20_000).fill(0.5);
		expect(inverseVonNeumann(flux)).toBeCloseTo(0.5, 1);
		expect(stetson(flux, error).k).toBeCloseTo(0.798, 2);
		expect(Math.abs(stetson(flux, error).j)).toBeLessThan(0.03);
		expect(Math.abs(debiasedModulation(flux, error))).toBeLessThan(0.01);
	});

	test('a sine has K 0.90 and its modulation survives debiasing', () => {
		const random = new Random('sine');
		const flux = Float64Array.from(
			{ length: 5000 },
			(_, i) => 10 + 2 * Math.sin(i / 7) + 0.3 * random.normal()
		);
		const error = new Float64Array(5000).fill(0.3);
		expect(stetson(flux, error).k).toBeCloseTo(0.9, 1);
		expect(debiasedModulation(flux, error)).toBeCloseTo(0.2 / Math.SQRT2, 2);
	});

	test('horns stand out of the flanks and a flat flank does not', () => {
		const mjd = Float64Array.from({ length: 61 }, (_, i) => i);
		const error = new Float64Array(61).fill(0.1);
		const dip = (height: number) =>
			mjd.map((t) => {
				const away = Math.abs(t - 30) / 10;
				return away < 1 ? 0.5 : away <= 1.6 ? 1 + height : 1;
			});
		const window = { t0Mjd: 30, halfWidthDays: 10 };
		expect(hornScore(mjd, { flux: dip(0.2), error }, window)).toBeGreaterThan(6);
		expect(hornScore(mjd, { flux: dip(0), error }, window)).toBeCloseTo(0, 10);
	});

	test('the fit of a saturating structure function gives back m and τ', () => {
		const lagDays = Array.from({ length: 12 }, (_, k) => 2 ** k);
		const d = lagDays.map((lag) => (2 * 0.1 ** 2 * lag) / (lag + 30));
		const fit = saturation({ lagDays, d, pairs: lagDays.map(() => 100) });
		expect(fit?.m).toBeCloseTo(0.1, 2);
		expect(Math.abs((fit?.timescaleDays ?? 0) / 30 - 1)).toBeLessThan(0.15);
	});
});

describe('short and degenerate light curves', () => {
	const one = Float64Array.of(5);
	test('one epoch has no features and nothing throws', () => {
		expect(stetson(one, one)).toEqual({ j: NaN, k: NaN });
		expect(inverseVonNeumann(one)).toBeNaN();
		expect(debiasedModulation(one, one)).toBeNaN();
		expect(extremePair(one, one)).toEqual({ vs: 0, m: 0 });
		expect(boxDip(one, { flux: one, error: one })).toBeNull();
		expect(saturation(structureFunction(one, { flux: one, error: one }, [0, 1]))).toBeNull();
	});

	test('equal fluxes at one time have no dip', () => {
		const same = new Float64Array(9).fill(4);
		expect(boxDip(same, { flux: same, error: same })).toBeNull();
		expect(sigmaDeviation(same)).toBe(0);
		expect(inverseVonNeumann(same)).toBeNaN();
	});
});
