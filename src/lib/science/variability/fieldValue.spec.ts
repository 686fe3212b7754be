import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { bandMetrics, leadingBand } from './bandMetrics.ts';
import { fieldValue, JUDGED_FIELDS, judgedNumbers } from './fieldValue.ts';

const metrics = (frequencyMhz: number, etaPeak: number) => ({
	...{ frequencyMhz, etaPeak, vPeak: etaPeak / 100, etaInt: etaPeak / 2, vInt: etaPeak / 200 },
	vsAbsSignificantMaxPeak: etaPeak / 10,
	mAbsSignificantMaxPeak: etaPeak / 50,
	vsAbsSignificantMaxInt: etaPeak / 20,
	mAbsSignificantMaxInt: etaPeak / 70
});
const { frequencyMhz: _none, ...mixed } = metrics(NaN, 4000);

describe('a number of a source', () => {
	test('is its own, or that of the band in which it varies most', () => {
		const source = { ...mixed, nMeas: 20, bands: [metrics(888, 1.5), metrics(1368, 3)] };
		expect(fieldValue(source, 'etaPeak')).toBe(4000);
		expect(fieldValue(source, 'nMeas')).toBe(20);
		expect(judgedNumbers(source)).toEqual({
			bandEtaPeak: 3,
			bandVPeak: 0.03,
			bandVsPeak: 0.3,
			bandMPeak: 0.06,
			bandEtaInt: 1.5,
			bandVInt: 0.015,
			bandVsInt: 0.15,
			bandMInt: 3 / 70,
			bandMhz: 1368
		});
		for (const field of JUDGED_FIELDS)
			expect(fieldValue(source, field)).toBe(judgedNumbers(source)[field]);
	});

	test.each([
		['of one band', [metrics(888, 4000)], 888],
		['of a band that nobody wrote down', [], NaN]
	])('%s is that over all measurements', (_, bands, mhz) => {
		const numbers = judgedNumbers({ ...mixed, bands });
		expect(numbers).toMatchObject({ bandEtaPeak: 4000, bandVInt: 20, bandMPeak: 80 });
		expect(numbers.bandMhz).toBe(mhz);
	});

	test('of a steady source with any spectral slope is that of its noise alone, for 200 of them', () => {
		const random = new Random('slopes');
		for (let i = 0; i < 200; i++) {
			const slope = random.between(-3, 3);
			const frequencyMhz = Array.from({ length: 12 }, (_, epoch) => (epoch % 2 ? 1368 : 888));
			const flux = frequencyMhz.map((mhz) => 50 * (mhz / 888) ** slope + 0.2 * random.normal());
			const err = flux.map(() => 0.2);
			const curve = { fluxPeak: flux, fluxPeakErr: err, fluxInt: flux, fluxIntErr: err };
			const bands = bandMetrics({ frequencyMhz, ...curve }, 4.3);
			const judged = fieldValue({ ...mixed, bands }, 'bandEtaPeak');
			expect(judged).toBe(leadingBand(bands)?.etaPeak);
			// χ² over 5 degrees of freedom, the larger of two: above 7 once in 600 000.
			expect(judged).toBeLessThan(7);
		}
	});
});
