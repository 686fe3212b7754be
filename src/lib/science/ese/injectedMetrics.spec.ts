import { expect, test } from 'vitest';
import { fluxMetrics } from './injectedMetrics.ts';

/** One epoch of many is twice as bright: with errors of 5 % that is Vs ≈ 9, m = 0.67. */
const FLUX = [10, 10.5, 9.5, 20, 10, 9.8];
const all = (value: number) => FLUX.map(() => value);
const CURVE = {
	mjd: FLUX.map((_, i) => 60000 + i),
	frequencyMhz: all(887.5),
	fluxPeak: FLUX,
	fluxPeakErr: FLUX.map((flux) => 0.05 * flux),
	fluxInt: FLUX,
	fluxIntErr: FLUX.map((flux) => 0.05 * flux),
	localRms: all(0.3),
	forced: FLUX.map(() => false)
};

test('pairs of epochs count from the |Vs| on that the run asks for', () => {
	const asked = fluxMetrics(CURVE, { pairMetrics: true, pairMinAbsVs: 4.3 });
	expect(asked.vsAbsSignificantMaxPeak).toBeGreaterThan(8);
	expect(asked.mAbsSignificantMaxPeak).toBeGreaterThan(0.6);
	const strict = fluxMetrics(CURVE, { pairMetrics: true, pairMinAbsVs: 50 });
	expect(strict.vsAbsSignificantMaxPeak).toBe(0);
	expect(strict.mAbsSignificantMaxPeak).toBe(0);
});

test('a run that looked at no pairs has none', () => {
	const without = fluxMetrics(CURVE, { pairMetrics: false, pairMinAbsVs: 4.3 });
	expect(without.vsAbsSignificantMaxPeak).toBe(0);
	expect(without.mAbsSignificantMaxInt).toBe(0);
	expect(without.etaPeak).toBe(
		fluxMetrics(CURVE, { pairMetrics: true, pairMinAbsVs: 4.3 }).etaPeak
	);
});
