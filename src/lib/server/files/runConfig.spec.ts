import { describe, expect, test } from 'vitest';
import { pipelineConfigSchema } from '#schema/pipelineConfig.ts';
import { defaultConfig, defaultIngestConfig } from './defaultConfig.ts';
import { parseIngestConfig, parseRunConfig } from './runConfig.ts';

const INPUTS = `inputs:
  image:
    - a.fits
    - b.fits
  selavy:
    - a.txt
    - b.txt
  noise:
    glob: "*.rms.fits"
`;

const read = (more: string) => parseRunConfig(INPUTS + more, 'config.yaml');

describe('defaults', () => {
	test('fill every section and key that is left out', () => {
		const config = read('source_association:\n  radius: 12\n');
		expect(config).toEqual({
			run: { path: '', suppress_astropy_warnings: true },
			inputs: {
				image: ['a.fits', 'b.fits'],
				selavy: ['a.txt', 'b.txt'],
				noise: { glob: '*.rms.fits' }
			},
			source_monitoring: {
				monitor: false,
				min_sigma: 3,
				edge_buffer_scale: 1.2,
				cluster_threshold: 3,
				allow_nan: false
			},
			source_association: {
				method: 'basic',
				radius: 12,
				deruiter_radius: 5.68,
				deruiter_beamwidth_limit: 1.5,
				parallel: false,
				epoch_duplicate_radius: 2.5
			},
			new_sources: { min_sigma: 5 },
			measurements: {
				source_finder: 'selavy',
				flux_fractional_error: 0,
				condon_errors: true,
				selavy_local_rms_fill_value: 0.2,
				write_arrow_files: false,
				ra_uncertainty: 1,
				dec_uncertainty: 1
			},
			variability: { pair_metrics: true, source_aggregate_pair_metrics_min_abs_vs: 4.3 },
			processing: { num_workers: null, num_workers_io: 5, max_partition_mb: 15 }
		});
	});

	test('a section whose keys are all commented out counts as left out', () => {
		expect(read('new_sources:\n  # min_sigma: 3\n').new_sources.min_sigma).toBe(5);
	});
});

describe('the config.yaml of a new run', () => {
	const text = defaultConfig('/runs/a b');

	test('spells out exactly the defaults', () => {
		const { inputs: _written, run, ...written } = parseRunConfig(text, 'x');
		const { inputs: _assumed, run: _run, ...assumed } = read('');
		expect(written).toEqual(assumed);
		expect(run.path).toBe('/runs/a b');
	});

	const keys = Object.entries(pipelineConfigSchema.shape).flatMap(([section, { shape }]) =>
		Object.keys(shape).map((key) => [section, key] as const)
	);
	test.each(keys)('explains %s.%s', (section, key) => {
		const [, below] = text.split(`\n${section}:\n`);
		const lines = below.split(/\n(?=\S)/)[0].split('\n');
		const line = lines.findIndex((text) => new RegExp(`^  (# )?${key}:`).test(text));
		expect(line).toBeGreaterThan(0);
		expect(lines[line - 1]).toMatch(/^ {2}# \S.*[.:]$|^ {2}# .*\)\.$/);
	});

	test('fits on a terminal', () => {
		expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
	});
});

describe('values', () => {
	test.each(['yes', 'Yes', 'TRUE', 'on', '1', 'y'])('%s is true', (word) => {
		expect(read(`variability:\n  pair_metrics: ${word}\n`).variability.pair_metrics).toBe(true);
	});
	test.each(['no', 'False', 'off', '0', 'N'])('%s is false', (word) => {
		expect(read(`variability:\n  pair_metrics: ${word}\n`).variability.pair_metrics).toBe(false);
	});
	test('a number may be written as an integer, with an exponent or in quotes', () => {
		expect(read('new_sources:\n  min_sigma: 6\n').new_sources.min_sigma).toBe(6);
		expect(read('new_sources:\n  min_sigma: 5e-1\n').new_sources.min_sigma).toBe(0.5);
		expect(read('new_sources:\n  min_sigma: "4.5"\n').new_sources.min_sigma).toBe(4.5);
	});
	test.each(['null', 'NULL', '~', ''])('num_workers: %s is as many as there are', (word) => {
		expect(read(`processing:\n  num_workers: ${word}\n`).processing.num_workers).toBeNull();
	});
	test('epoch names and file names stay as they are written', () => {
		const epochs = 'inputs:\n  image:\n    01:\n      - 0123\n      - on\n';
		const { inputs } = parseRunConfig(
			`${epochs}  selavy:\n    - x\n  noise:\n    - x\n`,
			'config.yaml'
		);
		expect(inputs.image).toEqual({ '01': ['0123', 'on'] });
	});
});

describe('a list replaces the default, each form of input is read', () => {
	test.each([
		['- x\n    - y', ['x', 'y']],
		['glob: "*.fits"', { glob: '*.fits' }],
		['glob:\n      - a*\n      - b*', { glob: ['a*', 'b*'] }],
		['A:\n      - x\n    B:\n      glob: y*', { A: ['x'], B: { glob: 'y*' } }],
		['A:\n      glob:\n        - y*\n        - z', { A: { glob: ['y*', 'z'] } }]
	])('%j', (text, input) => {
		const background = `  background:\n    ${text}\n`;
		expect(read(background).inputs.background).toEqual(input);
	});
});

describe('refusals name the line and the key', () => {
	test.each([
		['source_association:\n  radus: 3\n', 'line 11: unknown key "radus" in source_association.'],
		['sources:\n  a: 1\n', 'line 10: unknown key "sources".'],
		['constructor:\n  a: 1\n', 'line 10: unknown key "constructor".'],
		['new_sources:\n  toString: 1\n', 'line 11: unknown key "toString" in new_sources.'],
		['  masks:\n    - x\n', 'line 10: unknown key "masks" in inputs.'],
		['new_sources:\n  min_sigma: 3\n  min_sigma: 4\n', 'line 12: duplicate key "min_sigma" found.'],
		['inputs:\n  image: x\n', 'line 10: duplicate key "inputs" found.'],
		['new_sources: {min_sigma: 3}\n', 'line 10: write lists and sections on lines of their own'],
		['  background: [x, y]\n', 'line 10: write lists and sections on lines of their own'],
		['new_sources:\n  min_sigma: &a 3\n', 'line 11: anchors (&name) are not allowed.'],
		['new_sources:\n  min_sigma: *a\n', 'line 11: '],
		['new_sources:\n  min_sigma: !!str 3\n', 'line 11: tags (!name) are not allowed.'],
		['---\nrun:\n  path: x\n', 'line 10: a second document begins here'],
		['new_sources:\n  min_sigma: "a\\0b"\n', 'line 11: a text may not hold line breaks or control'],
		['__proto__:\n  x: 1\n', 'line 10: no key may be called __proto__.'],
		['new_sources:\n  min_sigma: much\n', 'new_sources.min_sigma must be a number, not "much".'],
		[
			'new_sources:\n  min_sigma:\n    - 1\n',
			'line 11: new_sources.min_sigma must be a single value.'
		],
		['new_sources:\n  min_sigma: .nan\n', 'line 11: new_sources.min_sigma must be a number'],
		['new_sources:\n  min_sigma: inf\n', 'line 11: new_sources.min_sigma must be a number'],
		['new_sources:\n  min_sigma: 1e999\n', 'new_sources.min_sigma must be a finite number'],
		[
			'new_sources:\n  min_sigma: -1\n',
			'line 11: new_sources.min_sigma must not be negative, not -1.'
		],
		[
			'source_association:\n  radius: 0\n',
			'source_association.radius must be larger than 0, not 0.'
		],
		[
			'source_association:\n  radius: -3\n',
			'line 11: source_association.radius must be larger than 0'
		],
		[
			'source_association:\n  method: fast\n',
			'source_association.method must be basic, advanced or deruiter, not "fast".'
		],
		['measurements:\n  source_finder: aegean\n', 'source_finder must be selavy, not "aegean".'],
		['measurements:\n  ra_uncertainty: -1\n', 'ra_uncertainty must not be negative'],
		['variability:\n  pair_metrics: maybe\n', 'must be yes or no, not "maybe".'],
		['processing:\n  num_workers: two\n', "num_workers can only be an integer or 'null', not"],
		[
			'processing:\n  num_workers_io: 1.5\n',
			"num_workers_io can only be an integer or 'null', not"
		],
		['processing:\n  num_workers: -2\n', "num_workers must be at least 1, or 'null', not -2."],
		['processing:\n  max_partition_mb: 1.5\n', 'max_partition_mb must be a whole number, not 1.5.'],
		['new_sources: 3\n', 'line 10: "new_sources" must be a section with keys below it.']
	])('%j', (more, sentence) => {
		expect(() => read(more)).toThrow(sentence);
	});

	test.each([
		['- x\n    - y\n    - x', 'line 13: inputs.background: duplicate found: "x".'],
		['A:\n      - x\n      - x', 'line 13: inputs.background.A: duplicate found: "x".'],
		['glob:\n      - x\n      - x', 'line 13: inputs.background.glob: duplicate found: "x".'],
		['x', 'inputs.background must be a list of files, a glob, or epochs with either, not "x".'],
		['A:\n      - x\n    glob: y*', 'line 13: inputs.background: glob cannot be mixed with other'],
		[
			'A:\n      B:\n        - x',
			'line 11: inputs.background.A must be a list of files or a glob.'
		],
		['A:\n      glob: x\n      B: y', 'line 12: inputs.background.A: glob cannot be mixed'],
		[
			'glob:\n      A: x',
			'line 11: inputs.background.glob must be a pattern or a list of patterns.'
		],
		['- x\n    -', 'line 12: inputs.background a file name is missing.'],
		['- x\n    - y: z', 'line 12: inputs.background must be the name of a file.']
	])('inputs.background: %j', (text, sentence) => {
		expect(() => read(`  background:\n    ${text}\n`)).toThrow(sentence);
	});

	test('inputs that are missing', () => {
		expect(() => parseRunConfig('run:\n  path: x\n', 'c.yaml')).toThrow(
			'c.yaml line 1: inputs.image is missing: list its files'
		);
	});

	test.each(['', '# nothing\n', 'words', '- a\n- b\n'])('%j is no configuration', (text) => {
		expect(() => parseRunConfig(text, 'c.yaml')).toThrow('c.yaml line 1: a configuration consists');
	});
});

describe('hostile files are refused before they cost anything', () => {
	const bomb = Array.from(
		{ length: 20 },
		(_, i) => `b${i}: &b${i}\n  - *b${i - 1}\n  - *b${i - 1}\n`
	);
	test.each([
		['ten megabytes', `a: ${'x'.repeat(10 * 2 ** 20)}\n`],
		['a million lines', 'a: b\n'.repeat(800_000)],
		['deep nesting on one line', `a:\n  ${'- '.repeat(100_000)}x\n`],
		['deeper nesting on one line', `${'? '.repeat(2000)}x\n`],
		[
			'deep nesting over lines',
			Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')
		],
		['brackets', `a:\n${' [\n'.repeat(30_000)}`],
		['references to references', `a: &b-1 x\n${bomb.join('')}`],
		['as many keys as lines', Array.from({ length: 39_000 }, (_, i) => `k${i}: x\n`).join('')]
	])('%s', { timeout: 4000 }, (_what, text) => {
		expect(() => parseRunConfig(text, 'c.yaml')).toThrow(/^c\.yaml line \d+: .*\.$/);
	});
});

describe('the configuration of ingestimages', () => {
	test('has inputs and the settings of ingest', () => {
		const config = parseIngestConfig(`${INPUTS}measurements:\n  condon_errors: no\n`, 'i.yaml');
		expect(config.measurements).toEqual({
			condon_errors: false,
			selavy_local_rms_fill_value: 0.2,
			ra_uncertainty: 1,
			dec_uncertainty: 1
		});
	});
	test.each([
		['processing:\n  num_workers: 1\n', 'i.yaml line 10: unknown key "processing".'],
		['measurements:\n  source_finder: selavy\n', 'unknown key "source_finder" in measurements.']
	])('knows no other key: %j', (more, sentence) => {
		expect(() => parseIngestConfig(INPUTS + more, 'i.yaml')).toThrow(sentence);
	});
	test('its template is one', () => {
		expect(parseIngestConfig(defaultIngestConfig(), 'x').measurements).toEqual(
			parseIngestConfig(INPUTS, 'x').measurements
		);
	});
});
