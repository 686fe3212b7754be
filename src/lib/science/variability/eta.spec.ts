import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { eta } from './eta.ts';
import { modulation } from './modulation.ts';
import { pairM, pairVs } from './pairs.ts';

/** spec/vetting.md §3.5, reference values to the digits printed there. */
const LIGHT_CURVE = [10, 10.2, 9.9, 6, 5.5, 6.2, 10.1, 9.8];
const ERRORS = LIGHT_CURVE.map(() => 0.3);

test('the light curve with a 40 % dip has η 50.6012 and V 0.252176', () => {
	expect(eta(LIGHT_CURVE, ERRORS)).toBeCloseTo(50.6012, 4);
	expect(modulation(LIGHT_CURVE)).toBeCloseTo(0.252176, 6);
});

test('its most significant pair of epochs has |Vs| 11.0780 and |m| 0.598726', () => {
	let most = { vs: 0, m: 0 };
	for (const a of LIGHT_CURVE) {
		for (const b of LIGHT_CURVE) {
			const vs = Math.abs(pairVs(a, 0.3, b, 0.3));
			if (vs > most.vs) most = { vs, m: Math.abs(pairM(a, b)) };
		}
	}
	expect(most.vs).toBeCloseTo(11.078, 4);
	expect(most.m).toBeCloseTo(0.598726, 6);
});

test('η does not depend on the order of the epochs', () => {
	const { flux, error } = randomLightCurve(1);
	const reversed = eta(flux.toReversed(), error.toReversed());
	expect(reversed).toBeCloseTo(eta(flux, error), 10);
});

test('η does not change when fluxes and errors are scaled together', () => {
	for (const scale of [1e-6, 0.3, 7, 1e9]) {
		const { flux, error } = randomLightCurve(2);
		const scaled = eta(
			flux.map((f) => f * scale),
			error.map((e) => e * scale)
		);
		expect(scaled / eta(flux, error)).toBeCloseTo(1, 12);
	}
});

test('η agrees with the printed form N/(N−1)·(⟨wf²⟩ − ⟨wf⟩²/⟨w⟩) where that does not cancel', () => {
	const { flux, error } = randomLightCurve(3);
	const mean = (value: (f: number, w: number) => number) =>
		flux.reduce((sum, f, i) => sum + value(f, error[i] ** -2), 0) / flux.length;
	const n = flux.length;
	const weights = mean((_, w) => w);
	const printed =
		(n / (n - 1)) * (mean((f, w) => w * f * f) - mean((f, w) => w * f) ** 2 / weights);
	expect(eta(flux, error)).toBeCloseTo(printed, 9);
});

test('η keeps its digits for a source a billion times brighter than its noise', () => {
	const flux = [1e9, 1e9 + 1, 1e9 + 2];
	expect(eta(flux, [1, 1, 1])).toBeCloseTo(1, 12);
});

test('a constant light curve has η 0 and V 0, and so has a single epoch', () => {
	expect(eta([0.1, 0.1, 0.1], [1, 2, 3])).toBe(0);
	expect(modulation([5, 5, 5])).toBe(0);
	expect(eta([4], [1])).toBe(0);
	expect(modulation([4])).toBe(0);
});

test('epochs without a flux or with an error of 0 do not count', () => {
	expect(eta([10, NaN, 12, 50], [1, 1, 1, 0])).toBe(eta([10, 12], [1, 1]));
	expect(modulation([10, NaN, 12])).toBe(modulation([10, 12]));
});

test('V does not change when all fluxes are scaled', () => {
	const { flux } = randomLightCurve(4);
	expect(modulation(flux.map((f) => 1000 * f))).toBeCloseTo(modulation(flux), 12);
});

function randomLightCurve(seed: number): { flux: number[]; error: number[] } {
	const random = new Random(seed);
	const epochs = Array.from({ length: 20 }, () => 0.5 + random.uniform());
	return { flux: epochs.map((error) => 10 + error * random.normal()), error: epochs };
}
