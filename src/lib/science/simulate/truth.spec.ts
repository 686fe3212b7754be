import { describe, expect, test } from 'vitest';
import { simulateSurvey } from './survey.ts';

function truthOf(epochs: number): Record<string, string>[] {
	const survey = simulateSurvey({ epochs, sources: 20, npix: 32, seed: 3, pixels: 'noise' });
	const file = [...survey].find(({ path }) => path === 'truth.csv');
	const [columns, ...rows] = new TextDecoder().decode(file?.bytes).trim().split('\n');
	const names = columns.split(',');
	return rows.map((row) => {
		const cells = row.split(',');
		expect(cells).toHaveLength(names.length);
		return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
	});
}

describe('truth.csv', () => {
	const truth = truthOf(6);
	const first = (name: string) => truth.find((row) => row.class === name) ?? {};

	test('tells every class and every systematic error', () => {
		const sources = ['ese', 'scintillator', 'flare', 'agn', 'transient', 'double', 'steady'];
		const errors = ['bright', 'contaminated', 'bad-epoch', 'flux-step', 'sidelobe'];
		expect(new Set(truth.map((row) => row.class))).toEqual(new Set([...sources, ...errors]));
	});

	test('has the position and the flux in both bands of every source', () => {
		const sources = truth.filter((row) => row.name.startsWith('S'));
		expect(sources).toHaveLength(20);
		for (const row of sources) {
			expect(Number(row.ra)).toBeGreaterThan(319);
			expect(Number(row.dec)).toBeLessThan(-33);
			expect(Number(row.flux_887mhz_mjy)).toBeGreaterThan(0);
			const ratio = Number(row.flux_1367mhz_mjy) / Number(row.flux_887mhz_mjy);
			expect(ratio).toBeCloseTo((1367.5 / 887.5) ** Number(row.spectral_index), 6);
		}
	});

	test('has what is needed to draw an ESE again', () => {
		const ese = first('ese');
		expect(Number(ese.t0_mjd)).toBeGreaterThan(60_300);
		for (const column of ['tau_days', 'alpha', 'sigma_s', 'compact_fraction']) {
			expect(Number(ese[column])).toBeGreaterThan(0);
		}
	});

	test('names the images that systematic errors spoil', () => {
		expect(first('bad-epoch').images).toMatch(/^epoch03_field\w_887MHz_SB\d+$/);
		expect(first('bad-epoch').parameters).toBe('gain=0.72 noise_factor=2.5');
		expect(first('sidelobe').images).toMatch(/^epoch/);
		expect(Number(first('flux-step').t0_mjd)).toBeGreaterThan(60_400);
	});

	test('the hole lies on the contaminated source', () => {
		const hole = truth.find((row) => row.name === 'hole');
		expect(hole).toMatchObject({ ra: first('contaminated').ra, dec: first('contaminated').dec });
		expect(Number(hole?.amplitude)).toBeLessThan(0);
	});
});
