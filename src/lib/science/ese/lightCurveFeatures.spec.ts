import { describe, expect, test } from 'vitest';
import { lightCurve as simulated } from '../simulate/lightCurves.ts';
import { Random } from '../stats/random.ts';
import type { LightCurve } from './epochs.ts';
import { lightCurveFeatures, NOT_ENOUGH } from './lightCurveFeatures.ts';

const MHZ = 887.5;
const MJDS = Array.from({ length: 80 }, (_, k) => 60_000 + 4.5 * k);

/** 50 mJy and 4 % errors. */
function observe(flux: (mjd: number) => number, seed: string, mjds = MJDS): LightCurve {
	const random = new Random(seed);
	return {
		mjd: mjds,
		frequencyMhz: mjds.map(() => MHZ),
		fluxMjy: mjds.map((mjd) => 50 * (flux(mjd) + 0.04 * random.normal())),
		fluxErrMjy: mjds.map(() => 2)
	};
}

const ESE = simulated(
	{
		...{ kind: 'ese', t0Mjd: 60_170, tauDays: 16, alpha: 6 },
		...{ sigmaS: 0.4, compactFraction: 0.5 }
	},
	MHZ
);

describe('the best ordinary explanation', () => {
	test.each([
		['constant', () => 1],
		['trend', (mjd: number) => 1 + 0.001 * (mjd - 60_180)],
		['wave', (mjd: number) => 1 + 0.2 * Math.sin((2 * Math.PI * mjd) / 120)],
		['step', (mjd: number) => (mjd < 60_130 ? 1 : 1.3)],
		['bad epochs', (mjd: number) => (mjd === MJDS[40] ? 0.4 : 1)],
		['bad epochs', (mjd: number) => (mjd === MJDS[40] || mjd === MJDS[41] ? 0.5 : 1)],
		['flare', (mjd: number) => 1 + (mjd < 60_100 ? 0 : Math.exp((60_100 - mjd) / 25))]
	])('of a %s is found, and it does not pass for an event', (kind, flux) => {
		const { bestAlternative, eseScore } = lightCurveFeatures(observe(flux, kind));
		expect(bestAlternative).toBe(kind);
		expect(eseScore).toBeLessThan(0.02);
	});

	test('a lens scores high, and its numbers describe it', () => {
		const { eseScore, numbers } = lightCurveFeatures(observe(ESE, 'lens'));
		expect(eseScore).toBeGreaterThan(0.5);
		expect(Math.abs(numbers.lens_t0_mjd - 60_170)).toBeLessThan(3);
		expect(numbers.ln_lens).toBeGreaterThan(numbers.ln_bad_epochs);
		expect(numbers.symmetry).toBeGreaterThan(0.5);
		expect(numbers.dip_depth).toBeGreaterThan(0.3);
		expect(numbers.bands).toBe(1);
	});
});

describe('bad input has a defined answer', () => {
	const nothing: LightCurve = { mjd: [], frequencyMhz: [], fluxMjy: [], fluxErrMjy: [] };
	const short = observe(ESE, 'two', MJDS.slice(0, 2));
	const whole = observe(ESE, 'whole');
	test.each<[string, LightCurve]>([
		['no epochs', nothing],
		['two epochs', short],
		['all NaN', { ...whole, fluxMjy: MJDS.map(() => NaN) }],
		['zero errors', { ...whole, fluxErrMjy: MJDS.map(() => 0) }],
		['negative errors', { ...whole, fluxErrMjy: MJDS.map(() => -2) }],
		['one moment', { ...whole, mjd: MJDS.map(() => 60_000) }]
	])('%s: not enough data, and the lowest score', (_, curve) => {
		expect(lightCurveFeatures(curve)).toMatchObject({
			eseScore: 0,
			bestAlternative: NOT_ENOUGH
		});
	});

	const random = new Random('many');
	const many = Array.from({ length: 100_000 }, () => 60_000 + 3000 * random.uniform());
	test.each<[string, LightCurve]>([
		['duplicate times', observe(ESE, 'twice', [...MJDS, ...MJDS])],
		[
			'a gap of a year',
			observe(
				ESE,
				'gap',
				MJDS.map((mjd, k) => (k < 40 ? mjd : mjd + 365))
			)
		],
		['100 000 epochs', observe(() => 1, 'many', many)],
		['equal fluxes', { ...whole, fluxMjy: MJDS.map(() => 5) }],
		['tiny errors', { ...whole, fluxErrMjy: MJDS.map(() => 1e-12) }],
		['huge errors', { ...whole, fluxErrMjy: MJDS.map(() => 1e12) }],
		['negative fluxes', { ...whole, fluxMjy: MJDS.map((_, k) => -1 - (k % 3)) }],
		['zero fluxes', { ...whole, fluxMjy: MJDS.map(() => 0) }],
		[
			'one epoch in a second band',
			{ ...whole, frequencyMhz: MJDS.map((_, k) => (k ? MHZ : 1400)) }
		],
		['a band for every epoch', { ...whole, frequencyMhz: MJDS.map((_, k) => 100 * 1.1 ** k) }],
		['an absurd flux', { ...whole, fluxMjy: MJDS.map((_, k) => (k === 9 ? 1e300 : 50)) }]
	])('%s: a probability', (_, curve) => {
		const { eseScore } = lightCurveFeatures(curve, { ra: 30, dec: -40 });
		expect(eseScore).toBeGreaterThanOrEqual(0);
		expect(eseScore).toBeLessThanOrEqual(1);
	});

	test('whatever the columns hold', () => {
		const noise = new Random('fuzz');
		const odd = [0, -1, NaN, Infinity, 1e-300, 1e300, 60_000];
		const any = (usual: number) =>
			noise.uniform() < 0.1 ? odd[noise.integer(odd.length)] : usual * (1 + noise.normal());
		for (let trial = 0; trial < 60; trial += 1) {
			const rows = Array.from({ length: noise.integer(30) }, () => 0);
			const { eseScore } = lightCurveFeatures({
				mjd: rows.map(() => any(60_000)),
				frequencyMhz: rows.map(() => (noise.uniform() < 0.5 ? MHZ : any(1400))),
				fluxMjy: rows.map(() => any(5)),
				fluxErrMjy: rows.map(() => any(1))
			});
			expect(eseScore).toBeGreaterThanOrEqual(0);
			expect(eseScore).toBeLessThanOrEqual(1);
		}
	});

	test('the order of epochs and the unit of flux do not matter', () => {
		const reversed = {
			mjd: [...MJDS].reverse(),
			frequencyMhz: MJDS.map(() => MHZ),
			fluxMjy: Array.from(whole.fluxMjy, (flux) => 1000 * flux).reverse(),
			fluxErrMjy: Array.from(whole.fluxErrMjy, (error) => 1000 * error).reverse()
		};
		const { eseScore } = lightCurveFeatures(whole);
		expect(lightCurveFeatures(reversed).eseScore).toBeCloseTo(eseScore, 9);
	});

	test('every source has the same columns', () => {
		const names = Object.keys(lightCurveFeatures(whole).numbers);
		expect(Object.keys(lightCurveFeatures(nothing).numbers)).toEqual(names);
	});
});
