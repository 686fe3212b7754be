import { describe, expect, test } from 'vitest';
import { defaultConfig } from './defaultConfig.ts';
import { withInputs, withSettings } from './editConfig.ts';
import { parseRunConfig } from './runConfig.ts';
import { settingSections, settingValues } from './settingFields.ts';

const DEFAULTS = defaultConfig('/runs/a');
const read = (text: string) => parseRunConfig(text, 'config.yaml');
const row = (n: string, epoch = '') => ({
	...{ image: `${n}.fits`, selavy: `${n}.txt`, noise: `${n}.rms.fits`, background: '', epoch }
});

describe('settings', () => {
	test('are changed one by one; the rest of the text stays, comments too', () => {
		const text = withSettings(DEFAULTS, { 'source_association.radius': '12.5' });
		const before = DEFAULTS.split('\n');
		const changed = text.split('\n').filter((line, index) => line !== before[index]);
		expect(changed).toEqual(['  radius: 12.5']);
	});

	test('each of them can be set, and is read back', () => {
		for (const { fields } of settingSections())
			for (const { path, kind, options, usual } of fields) {
				const other = { flag: usual === 'true' ? 'no' : 'yes', number: '7', text: '3', choice: '' };
				const value = kind === 'choice' ? (options.at(-1) ?? '') : other[kind];
				const values = settingValues(read(withSettings(DEFAULTS, { [path]: value })));
				const typed = kind === 'flag' ? String(value === 'yes') : value;
				expect(values[path]).toBe(typed);
			}
	});

	test('may be put into a section that is empty or not there', () => {
		const inputs = withInputs('inputs:\n  image:\n    - x\n', [row('a'), row('b')]);
		const text = withSettings(`${inputs}new_sources:\n`, {
			'new_sources.min_sigma': '6',
			'processing.num_workers': ''
		});
		expect(read(text).new_sources.min_sigma).toBe(6);
		expect(read(text).processing.num_workers).toBeNull();
	});

	test.each(['inputs.image', 'run.path', 'nothing.at_all', 'source_association', '__proto__.x'])(
		'%s is no setting of the form',
		(path) => {
			expect(() => withSettings(DEFAULTS, { [path]: '1' })).toThrow('There is no setting');
		}
	);
});

describe('inputs', () => {
	test('are written as lists, whatever they are called', () => {
		const rows = [row('01'), row('a b: #1'), row('yes')];
		const { inputs } = read(withInputs(DEFAULTS, rows));
		expect(inputs).toEqual({
			image: ['01.fits', 'a b: #1.fits', 'yes.fits'],
			selavy: ['01.txt', 'a b: #1.txt', 'yes.txt'],
			noise: ['01.rms.fits', 'a b: #1.rms.fits', 'yes.rms.fits']
		});
	});

	test('with epochs are written by epoch, in their order', () => {
		const { inputs } = read(withInputs(DEFAULTS, [row('b', '02'), row('a', '01'), row('c', '02')]));
		expect(inputs.image).toEqual({ '01': ['a.fits'], '02': ['b.fits', 'c.fits'] });
	});

	test('are refused when some images have an epoch, or a map, and others have none', () => {
		expect(() => withInputs(DEFAULTS, [row('a', '1'), row('b')])).toThrow('1 of 2 images');
		const half = [{ ...row('a'), background: 'a.bkg.fits' }, row('b')];
		expect(() => withInputs(DEFAULTS, half)).toThrow('b.fits has no background map chosen');
		expect(() => withInputs(DEFAULTS, [row('a', 'glob')])).toThrow('No epoch may be called glob');
	});
});

test('a text that is not of the dialect is not edited, and the line is named', () => {
	const broken = 'inputs:\n  image: [a, b]\n';
	expect(() => withSettings(broken, {})).toThrow(
		expect.objectContaining({ line: 2, code: 'Invalid' })
	);
});
