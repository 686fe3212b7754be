import { describe, expect, test } from 'vitest';
import { lensDepth, whySentence } from './whySentence.ts';

const numbers = {
	...{ lens_alpha: 5, lens_sigma_s: 0.3, lens_f: 0.5 },
	...{ lens_width_days: 41.2, lens_t0_mjd: 60371.4 },
	...{ ln_lens: 30, ln_flare: 30 - 12 * Math.LN10, ln_constant: -40 }
};
const flare = { eseScore: 0.97, bestAlternative: 'flare', numbers };

describe('why a source is worth a look', () => {
	test('says how deep, how long, when, and what else it could be', () => {
		const depth = Math.round(100 * lensDepth(numbers));
		expect(depth).toBeGreaterThan(30);
		expect(whySentence(flare)).toBe(
			`Looks like a lens: ${depth} % dip for 41 d about 2024-03-02; a flare is the best ordinary explanation, 10¹² times less likely`
		);
	});

	test('says so where the ordinary explanation is as good, or better', () => {
		const even = { ...numbers, ln_flare: 30.5 };
		expect(whySentence({ ...flare, numbers: even })).toMatch(
			/^May be a lens: .*a flare explains it as well$/
		);
		const worse = { ...numbers, ln_flare: 30 + Math.log(50) };
		expect(whySentence({ ...flare, numbers: worse })).toMatch(
			/^Not like a lens: a flare explains it 50 times better than \d+ % dip/
		);
	});

	test('has no number where there is none', () => {
		expect(whySentence({ eseScore: NaN, bestAlternative: 'not enough data', numbers: {} })).toBe(
			'Not enough data to tell a lens from anything else'
		);
		expect(whySentence({ eseScore: 0.2, bestAlternative: 'constant', numbers: {} })).toBe(
			'No lens fits; a constant source is the best ordinary explanation'
		);
		expect(whySentence({ ...flare, numbers: { ln_lens: 4, ln_flare: 0 } })).toMatch(
			/^Looks like a lens: a dip; a flare/
		);
	});
});
