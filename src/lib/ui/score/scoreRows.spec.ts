import { describe, expect, test } from 'vitest';
import type { Scoring } from '#schema/eseScore.ts';
import {
	colourSentence,
	evidenceRows,
	lensRows,
	percentWords,
	scintillationRows
} from './scoreRows.ts';
import { progressWords } from './scoringWords.ts';

describe('explanations', () => {
	test('stand with the best first; what does not apply is left out', () => {
		const rows = evidenceRows({ ln_lens: 30, ln_flare: 20, ln_constant: -100, ln_step: NaN });
		expect(rows.map(({ name, length }) => [name, length])).toEqual([
			['a plasma lens', 1],
			['a flare', 0.8],
			['a constant source', 0]
		]);
		expect(rows[0].isLens).toBe(true);
	});
});

describe('a probability', () => {
	test('is never said surer than it is meant', () => {
		expect(percentWords(0)).toBe('< 0.1 %');
		expect(percentWords(0.9999)).toBe('> 99.9 %');
		expect(percentWords(0.384)).toBe('38 %');
		expect(percentWords(0.0123)).toBe('1.2 %');
		expect(percentWords(NaN)).toBe('not enough data');
	});
});

describe('the lens', () => {
	const numbers = {
		lens_t0_mjd: 60406.2,
		lens_t0_err: 0.5,
		lens_width_days: 71,
		lens_width_err: NaN
	};

	test('has units and uncertainties, and says what is not constrained', () => {
		const rows = new Map(lensRows({ numbers, depth: 0.73 }).map((row) => [row.name, row]));
		expect(rows.get('Middle t₀')).toMatchObject({ value: '60406.2 ±\u00a00.5', unit: 'MJD' });
		expect(rows.get('Middle t₀')?.about).toBe('2024-04-06 (UTC)');
		expect(rows.get('Width')).toMatchObject({ value: '71.0, not constrained', unit: 'd' });
		expect(rows.get('Depth')).toMatchObject({ value: '73', unit: '%' });
	});

	test('is no table where none was fitted', () => {
		expect(lensRows({ numbers: { lens_t0_mjd: NaN }, depth: NaN })).toEqual([]);
	});
});

test('the colour is said for several bands only, and where it could be measured', () => {
	expect(colourSentence({ bands: 1 })).toMatch(/^One band only/);
	expect(colourSentence({ bands: 2, chromatic_index: NaN })).toMatch(/too weak/);
	expect(colourSentence({ bands: 2, chromatic_index: 1.93, chromatic_index_err: 0.12 })).toMatch(
		/^Chromatic index 1\.9 ± 0\.1: 2 is a plasma lens/
	);
});

test('scintillation says which Hα it expects by', () => {
	const numbers = { riss_m_expected: 0.56, modulation_debiased: 0.24, halpha_rayleigh: 0.9 };
	const [estimated] = scintillationRows({ ...numbers, halpha_from_map: 0 });
	expect(estimated.value).toBe('56 % expected, 24 % seen');
	expect(estimated.about).toMatch(/no map is installed/);
	const [mapped] = scintillationRows({ ...numbers, halpha_from_map: 1 });
	expect(mapped.about).toMatch(/from the installed map/);
});

test('progress tells how many, how fast and how long', () => {
	const scoring: Scoring = {
		...{ runId: 1, runName: 'a', revision: 1, version: 1, basis: '', state: 'working' },
		...{ done: 120, total: 20_120, copied: 20, perSecond: 200, error: '', cancelRequested: false },
		...{ at: new Date(), shown: null }
	};
	expect(progressWords(scoring, 20_120)).toBe(
		'120 of 20\u202f120 sources, 20 unchanged, 200 per second, 2 min left'
	);
	expect(progressWords(null, 5)).toBe('never scored');
	expect(progressWords({ ...scoring, state: 'cancelled' }, 5)).toBe('stopped');
});
