import type { EseScore, ScoreShown } from '#schema/eseScore.ts';
import { ORDINARY_EVIDENCE } from '#science/ese/ordinaryEvidence.ts';
import { fixed, plural, significant } from '#ui/shared/numbers.ts';
import { utcDay } from '#ui/shared/when.ts';

type Numbers = Readonly<Record<string, number>>;

/** An explanation with its evidence, and how far its bar reaches. */
export interface EvidenceRow {
	name: string;
	/** ln of the evidence over that of a constant source. */
	ln: number;
	/** From 0, the worst shown, to 1, the best. */
	length: number;
	isLens: boolean;
}

/** What is this much less likely than the best is as good as excluded: bars end there. */
const SHOWN_LN = 50;

/** Every explanation that applies, the best first. */
export function evidenceRows(numbers: Numbers): EvidenceRow[] {
	const all = [
		{ name: 'a plasma lens', ln: numbers.ln_lens, isLens: true },
		...Object.values(ORDINARY_EVIDENCE).map(({ column, words }) => ({
			name: words,
			ln: numbers[column],
			isLens: false
		}))
	].filter(({ ln }) => Number.isFinite(ln));
	const best = Math.max(...all.map(({ ln }) => ln));
	return all
		.map((row) => ({ ...row, length: Math.max(0, 1 - (best - row.ln) / SHOWN_LN) }))
		.sort((a, b) => b.ln - a.ln);
}

/** `< 0.1 %`, `12 %`, `> 99.9 %`: never surer than is meant. */
export function percentWords(probability: number): string {
	if (!Number.isFinite(probability)) return 'not enough data';
	if (probability < 0.001) return '< 0.1 %';
	if (probability > 0.999) return '> 99.9 %';
	const percent = 100 * probability;
	return `${fixed(percent, percent < 10 || percent > 90 ? 1 : 0)} %`;
}

/** A fitted number of the score with its unit. */
export interface ScoreRow {
	name: string;
	about: string;
	value: string;
	unit: string;
}

const DAY_MS = 86_400_000;
const MJD_1970 = 40_587;

function withError(value: number, error: number, decimals: number): string {
	if (!Number.isFinite(value)) return '–';
	return Number.isFinite(error)
		? `${fixed(value, decimals)} ±\u00a0${fixed(error, decimals)}`
		: `${fixed(value, decimals)}, not constrained`;
}

/** The best lens in the astronomer’s parameters; none where no lens was fitted. */
export function lensRows({ numbers, depth }: Pick<ScoreShown, 'numbers' | 'depth'>): ScoreRow[] {
	if (!Number.isFinite(numbers.lens_t0_mjd)) return [];
	const date = new Date((numbers.lens_t0_mjd - MJD_1970) * DAY_MS);
	const row = (name: string, about: string, [value, unit]: [string, string]): ScoreRow => ({
		...{ name, about, value, unit }
	});
	return [
		row('Middle t₀', `${utcDay(date)} (UTC)`, [
			withError(numbers.lens_t0_mjd, numbers.lens_t0_err, 1),
			'MJD'
		]),
		row('Depth', 'Of the dip in its middle, in the lowest band', [fixed(100 * depth, 0), '%']),
		row('Width', 'Of the dip at half depth, in the lowest band', [
			withError(numbers.lens_width_days, numbers.lens_width_err, 1),
			'd'
		]),
		row('Crossing time τ', 'Lens radius over velocity, on the way in', [
			significant(numbers.lens_tau_days),
			'd'
		]),
		row('Strength α', 'In the lowest band; caustics from 2.24 on. The error is that of ln α', [
			Number.isFinite(numbers.lens_ln_alpha_err)
				? `${significant(numbers.lens_alpha)} (ln α ±\u00a0${fixed(numbers.lens_ln_alpha_err, 2)})`
				: `${significant(numbers.lens_alpha)}, not constrained`,
			''
		]),
		row('Compact fraction f', 'Part of the flux that the lens sees', [
			withError(numbers.lens_f, numbers.lens_f_err, 2),
			''
		]),
		row('Source size σ_s', 'Standard deviation of its brightness over the lens radius', [
			significant(numbers.lens_sigma_s),
			''
		]),
		row('Way out over way in', '1 is symmetric', [significant(numbers.lens_egress), '']),
		row('Δχ²', 'Of the lens over a constant source', [significant(numbers.lens_delta_chi2), ''])
	];
}

/** 2 for a lens, 0 for what is the same at all frequencies. */
export function colourSentence(numbers: Numbers): string {
	const { bands, chromatic_index: index, chromatic_index_err: error } = numbers;
	if (!(bands > 1)) return 'One band only: its colour cannot tell a lens from anything else.';
	if (!Number.isFinite(index)) return 'The dip is too weak for its colour to be measured.';
	const shown = `${fixed(index, 1)}${Number.isFinite(error) ? ` ± ${fixed(error, 1)}` : ''}`;
	return `Chromatic index ${shown}: 2 is a plasma lens, 0 is the same at all frequencies.`;
}

/** What refractive scintillation would make of this line of sight, and what is seen. */
export function scintillationRows(numbers: Numbers): ScoreRow[] {
	const halpha = `Hα ${significant(numbers.halpha_rayleigh)} R ${
		numbers.halpha_from_map === 1
			? 'from the installed map'
			: 'of a plane layer, no map is installed'
	}, b = ${fixed(numbers.galactic_latitude_deg, 0)}°`;
	const { modulation_debiased: m, sf_timescale_days: timescale } = numbers;
	return [
		{
			name: 'Modulation',
			about: `Expected of a point source: ${halpha}. Seen: without the noise`,
			value: `${fixed(100 * numbers.riss_m_expected, 0)} % expected, ${fixed(100 * m, 0)} % seen`,
			unit: ''
		},
		{
			name: 'Timescale',
			about: `Expected of a point source: ${halpha}. Seen: where the structure function turns over`,
			value: `${significant(numbers.riss_timescale_days_expected, 2)} d expected, ${significant(timescale, 2)} d seen`,
			unit: ''
		}
	];
}

/** `version 1, 2024-05-31, without 2 measurements in bad images` */
export function provenance({ version, at, nLeftOut, nRetracted }: EseScore): string {
	const parts = [`version ${version}`, `${utcDay(at)} (UTC)`];
	if (nLeftOut > 0) parts.push(`without ${plural(nLeftOut, 'measurement')} in bad images`);
	if (nRetracted > 0) parts.push(`without ${plural(nRetracted, 'retracted measurement')}`);
	return parts.join(', ');
}
