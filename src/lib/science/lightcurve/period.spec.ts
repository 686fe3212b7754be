import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { bestPeriod } from './period.ts';
import { phaseOf } from './phase.ts';

/** Uneven epochs of about one a week, with a sine of this period on a mean of 10. */
function sine(periodDays: number, { n = 80, noise = 0.1, seed = 1 } = {}) {
	const random = new Random(seed);
	const mjd: number[] = [];
	const flux: number[] = [];
	let time = 59000;
	for (let i = 0; i < n; i++) {
		time += random.between(3, 11);
		mjd.push(time);
		flux.push(10 + 2 * Math.sin((2 * Math.PI * time) / periodDays) + noise * random.normal());
	}
	return { mjd, flux, error: flux.map(() => Math.max(noise, 0.01)) };
}

test.each([18.3, 41.7, 123.4, 250])('the period of a sine of %d days is found', (period) => {
	const { mjd, flux, error } = sine(period);
	const found = bestPeriod(mjd, flux, error);
	// The frequency is known to a small part of 1/span (here 1/560 d), at a signal to noise of 20 per point to 1 % of that.
	expect(Math.abs(1 / (found?.periodDays ?? NaN) - 1 / period)).toBeLessThan(0.02 / 560);
	expect(found?.power).toBeGreaterThan(0.98);
	expect(found?.falseAlarm).toBeLessThan(1e-6);
});

test('noise alone has no significant period', () => {
	const chances = Array.from({ length: 40 }, (_, seed) => {
		const { mjd, error } = sine(50, { seed });
		const random = new Random(`noise ${seed}`);
		const flux = mjd.map(() => 10 + random.normal());
		return bestPeriod(mjd, flux, error)?.falseAlarm ?? NaN;
	});
	// One in a hundred is expected below 0.01; with 40 draws, more than 3 would be far out of line.
	expect(chances.filter((chance) => chance < 0.01).length).toBeLessThanOrEqual(3);
});

test('the period is the same whatever the zero of time and of flux, and their order', () => {
	const { mjd, flux, error } = sine(41.7);
	const there = bestPeriod(mjd, flux, error)?.periodDays ?? NaN;
	const shifted = bestPeriod(
		mjd.map((t) => t - 59000).reverse(),
		flux.map((f) => f * 1000 - 5e4).reverse(),
		error.map((e) => e * 1000).reverse()
	);
	expect(shifted?.periodDays).toBeCloseTo(there, 6);
});

test('epochs without a flux or an error do not mislead', () => {
	const { mjd, flux, error } = sine(41.7);
	for (let i = 0; i < 20; i++) flux[3 * i] = NaN;
	expect(bestPeriod(mjd, flux, error)?.periodDays).toBeCloseTo(41.7, 0);
	expect(
		bestPeriod(
			mjd,
			flux,
			error.map(() => NaN)
		)?.periodDays
	).toBeCloseTo(41.7, 0);
});

test('too few epochs, epochs at one time and a constant light curve have no period', () => {
	expect(bestPeriod([], [], [])).toBeNull();
	expect(bestPeriod([1, 2, 3], [1, 2, 1], [1, 1, 1])).toBeNull();
	const ten = Array.from({ length: 10 }, (_, i) => i);
	expect(
		bestPeriod(
			ten.map(() => 59000),
			ten,
			ten.map(() => 1)
		)
	).toBeNull();
	expect(
		bestPeriod(
			ten,
			ten.map(() => 5),
			ten.map(() => 1)
		)
	).toBeNull();
});

test('the work is capped: ten thousand epochs are searched over fewer frequencies, and it is said', () => {
	const n = 10_000;
	const mjd = Array.from({ length: n }, (_, i) => 59000 + i * 0.01);
	const flux = mjd.map((t) => Math.sin((2 * Math.PI * t) / 7));
	const found = bestPeriod(
		mjd,
		flux,
		mjd.map(() => 0.1)
	);
	expect(found?.periodDays).toBeCloseTo(7, 1);
	expect(found?.shortestDays).toBeGreaterThan(0.02);
});

test('phases run from 0 to below 1, before the epoch of zero phase too', () => {
	const ephemeris = { periodDays: 10, zeroMjd: 59000 };
	expect(phaseOf(59000, ephemeris)).toBe(0);
	expect(phaseOf(59012.5, ephemeris)).toBeCloseTo(0.25, 12);
	expect(phaseOf(58997.5, ephemeris)).toBeCloseTo(0.75, 12);
	const random = new Random(4);
	for (let i = 0; i < 1000; i++) {
		const phase = phaseOf(random.between(0, 1e5), {
			periodDays: random.logBetween(1e-3, 1e4),
			zeroMjd: random.between(0, 1e5)
		});
		expect(phase >= 0 && phase < 1).toBe(true);
	}
});
