import { describe, expect, test } from 'vitest';
import { defaultConfig } from './defaultConfig.ts';
import { parseRunConfig } from './runConfig.ts';

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
		expect(config.source_association).toMatchObject({ method: 'basic', radius: 12 });
		expect(config.measurements.condon_errors).toBe(true);
		expect(config.processing).toEqual({
			num_workers: null,
			num_workers_io: 5,
			max_partition_mb: 15
		});
	});

	test('a section whose keys are all commented out counts as left out', () => {
		expect(read('new_sources:\n  # min_sigma: 3\n').new_sources.min_sigma).toBe(5);
	});

	test('the config.yaml of a new run spells out exactly these defaults', () => {
		const { inputs: _written, run, ...written } = parseRunConfig(defaultConfig('/runs/a b'), 'x');
		const { inputs: _assumed, run: _run, ...assumed } = read('');
		expect(written).toEqual(assumed);
		expect(run.path).toBe('/runs/a b');
	});
});

describe('values', () => {
	test.each(['yes', 'Yes', 'TRUE', 'on', '1', 'y'])('%s is true', (word) => {
		expect(read(`variability:\n  pair_metrics: ${word}\n`).variability.pair_metrics).toBe(true);
	});
	test.each(['no', 'False', 'off', '0', 'N'])('%s is false', (word) => {
		expect(read(`variability:\n  pair_metrics: ${word}\n`).variability.pair_metrics).toBe(false);
	});
	test('a number may be written as an integer or with an exponent', () => {
		expect(read('new_sources:\n  min_sigma: 6\n').new_sources.min_sigma).toBe(6);
		expect(read('new_sources:\n  min_sigma: 5e-1\n').new_sources.min_sigma).toBe(0.5);
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

describe('refusals name the line and the key', () => {
	test.each([
		['source_association:\n  radus: 3\n', 'line 11: unknown key "radus" in source_association.'],
		['sources:\n  a: 1\n', 'line 10: unknown key "sources".'],
		['new_sources:\n  min_sigma: 3\n  min_sigma: 4\n', 'line 12: this key is there twice.'],
		['new_sources: {min_sigma: 3}\n', 'line 10: write lists and sections on lines of their own'],
		['new_sources:\n  min_sigma: &a 3\n', 'line 11: anchors (&name) are not allowed.'],
		['new_sources:\n  min_sigma: !!str 3\n', 'line 11: tags (!name) are not allowed.'],
		['new_sources:\n  min_sigma: much\n', 'new_sources.min_sigma must be a number, not "much".'],
		['variability:\n  pair_metrics: maybe\n', 'must be yes or no, not "maybe".'],
		['processing:\n  num_workers: two\n', "num_workers can only be an integer or 'null'."],
		['new_sources: 3\n', '"new_sources" must be a section with keys below it.']
	])('%j', (more, sentence) => {
		expect(() => read(more)).toThrow(sentence);
	});

	test('a file listed twice', () => {
		const twice = INPUTS.replace('b.fits', 'a.fits');
		expect(() => parseRunConfig(twice, 'c.yaml')).toThrow('c.yaml line 2: inputs.image: duplicate');
	});

	test('inputs that are missing', () => {
		expect(() => parseRunConfig('run:\n  path: x\n', 'c.yaml')).toThrow(
			'inputs.image must be a list'
		);
	});

	test('glob mixed with epochs', () => {
		const mixed = INPUTS.replace('    glob:', '    epoch1:\n      - x\n    glob:');
		expect(() => parseRunConfig(mixed, 'c.yaml')).toThrow('glob cannot be mixed with other keys');
	});
});
