import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { schedule, type SurveyOptions } from './schedule.ts';

const DEMO: SurveyOptions = { epochs: 24, sources: 600, npix: 512, seed: 1 };

function plan(options: SurveyOptions) {
	return schedule(options, new Random(options.seed));
}

describe('the demo schedule', () => {
	const { observations, fields, dates } = plan(DEMO);

	test('takes 48 images of four fields in two bands over a year', () => {
		expect(observations).toHaveLength(48);
		expect(fields.map((field) => field.name)).toEqual(['A', 'B', 'C', 'D']);
		expect(dates[23] - dates[0]).toBeGreaterThan(330);
		expect(dates.every((date, i) => i === 0 || date > dates[i - 1])).toBe(true);
	});

	test('sorts by name in the order of the epochs', () => {
		const epochs = [...observations].sort((a, b) => (a.name < b.name ? -1 : 1)).map((o) => o.epoch);
		expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
	});

	test('has one bad image and a flux scale that steps up by a tenth', () => {
		const bad = observations.filter((one) => one.noiseFactor > 1);
		expect(bad).toHaveLength(1);
		expect(bad[0].gain).toBeLessThan(0.8);
		const mean = (from: number, to: number) => {
			const gains = observations
				.filter((one) => one.epoch >= from && one.epoch < to && one.noiseFactor === 1)
				.map((one) => one.gain);
			return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
		};
		expect(mean(0, 17)).toBeCloseTo(1, 1.7);
		expect(mean(17, 24)).toBeCloseTo(1.1, 1.7);
	});
});

describe('other schedules', () => {
	test('two surveys do not share image names', () => {
		const names = new Set(plan(DEMO).observations.map((one) => one.name));
		const others = [
			{ ...DEMO, seed: 2 },
			{ ...DEMO, npix: 256 },
			{ ...DEMO, sources: 500 }
		];
		for (const other of others) {
			expect(plan(other).observations.filter((one) => names.has(one.name))).toEqual([]);
		}
	});

	test('fewer epochs than fields leave no field unobserved, and too few have no systematics', () => {
		const short = plan({ ...DEMO, epochs: 2 });
		expect(short.fields).toHaveLength(2);
		expect([short.badEpoch, short.stepEpoch]).toEqual([null, null]);
		expect(plan({ ...DEMO, epochs: 1 }).observations).toHaveLength(2);
	});

	test('other fields and bands can be asked for', () => {
		const band = { frequencyMhz: 1405, bandwidthMhz: 188, beamArcsec: 12, rmsMjy: 0.1 };
		const one = plan({ ...DEMO, fields: 1, bands: [{ ...band, frame: 'ICRS' }] });
		expect(one.observations).toHaveLength(24);
		expect(one.observations[0].name).toMatch(/^epoch01_fieldA_1405MHz_SB\d{5}$/);
	});
});
