import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { type Behaviour, lightCurve, type ScatteringEvent } from './lightCurves.ts';

const LOW = 887.5;
const HIGH = 1367.5;

function sample(behaviour: Behaviour, frequencyMhz: number, mjds: number[]): number[] {
	return mjds.map(lightCurve(behaviour, frequencyMhz));
}

function days(from: number, to: number, step: number): number[] {
	return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

describe('an extreme scattering event', () => {
	const event: ScatteringEvent = {
		kind: 'ese',
		t0Mjd: 60_400,
		tauDays: 20,
		alpha: 8,
		sigmaS: 0.3,
		compactFraction: 0.8
	};
	const mjds = days(60_200, 60_600, 1);

	test('dips deeper and longer in the lower band', () => {
		const low = sample(event, LOW, mjds);
		const high = sample(event, HIGH, mjds);
		expect(Math.min(...low)).toBeLessThan(Math.min(...high) - 0.02);
		const daysBelow = (curve: number[]) => curve.filter((flux) => flux < 0.9).length;
		expect(daysBelow(low)).toBeGreaterThan(daysBelow(high) + 5);
	});

	test('keeps the flux of the part that the lens does not cover', () => {
		const lowest = Math.min(...sample(event, LOW, mjds));
		expect(lowest).toBeGreaterThan(0.2);
		// 1 − f + f/(1+α) on the axis of a point source; the source's size fills the dip a little.
		expect(lowest).toBeCloseTo(0.2 + 0.8 / 9, 1);
	});

	test('is symmetric in time, with horns brighter than the quiescent flux on both sides', () => {
		const curve = lightCurve(event, LOW);
		expect(curve(60_400 - 33)).toBeCloseTo(curve(60_400 + 33), 12);
		const low = sample(event, LOW, mjds);
		expect(Math.max(...low.slice(0, 200))).toBeGreaterThan(1.2);
		expect(Math.max(...low.slice(201))).toBeGreaterThan(1.2);
	});
});

describe('other behaviours', () => {
	test('a steady source is 1 at all times and frequencies', () => {
		expect(sample({ kind: 'steady' }, HIGH, [0, 60_000, 70_000])).toEqual([1, 1, 1]);
	});

	test('scintillation has its modulation index, which grows and quickens with frequency', () => {
		const random = new Random('waves');
		const waves = Array.from({ length: 12 }, () => ({
			frequency: Math.SQRT2 * random.normal(),
			phase: random.between(0, 2 * Math.PI)
		}));
		const behaviour: Behaviour = { kind: 'scintillator', modulationIndex: 0.2, tauDays: 15, waves };
		const mjds = days(50_000, 90_000, 2);
		expect(deviation(sample(behaviour, LOW, mjds))).toBeCloseTo(0.2, 1);
		expect(deviation(sample(behaviour, HIGH, mjds))).toBeGreaterThan(0.22);
		expect(Math.min(...sample(behaviour, HIGH, mjds))).toBeGreaterThanOrEqual(0.05);
	});

	test('a flare peaks earlier and higher at the higher frequency, and fades', () => {
		const flare: Behaviour = {
			kind: 'flare',
			t0Mjd: 60_400,
			amplitude: 3,
			riseDays: 8,
			decayDays: 30
		};
		const mjds = days(60_300, 60_500, 0.25);
		const low = sample(flare, LOW, mjds);
		const high = sample(flare, HIGH, mjds);
		expect(Math.max(...high)).toBeGreaterThan(Math.max(...low));
		expect(high.indexOf(Math.max(...high))).toBeLessThan(low.indexOf(Math.max(...low)));
		expect(lightCurve(flare, LOW)(61_000)).toBeCloseTo(1, 6);
	});

	test('a transient is there once and nowhere else', () => {
		const curve = lightCurve({ kind: 'transient', t0Mjd: 60_400, widthDays: 2 }, HIGH);
		expect(curve(60_400)).toBe(1);
		expect(curve(60_415)).toBeLessThan(1e-9);
		expect(curve(60_385)).toBeLessThan(1e-9);
	});

	test('an AGN drifts alike at both frequencies', () => {
		const drift: Behaviour = {
			kind: 'agn',
			t0Mjd: 60_000,
			slopePerYear: 0.3,
			amplitude: 0.1,
			periodDays: 700,
			phase: 0
		};
		const mjds = days(60_000, 60_365, 10);
		expect(sample(drift, LOW, mjds)).toEqual(sample(drift, HIGH, mjds));
		expect(lightCurve(drift, LOW)(60_000)).toBe(1);
		expect(lightCurve(drift, LOW)(60_365.25)).toBeGreaterThan(1.2);
	});
});

function deviation(fluxes: number[]): number {
	const mean = fluxes.reduce((sum, flux) => sum + flux, 0) / fluxes.length;
	return Math.sqrt(fluxes.reduce((sum, flux) => sum + (flux - mean) ** 2, 0) / fluxes.length);
}
