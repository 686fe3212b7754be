import { describe, expect, test } from 'vitest';
import { isKept, type Filter } from './sourceFilter.ts';

const steady = {
	...{ etaPeak: 5, vPeak: NaN, etaInt: 5, vInt: 0 },
	...{ vsAbsSignificantMaxPeak: 0, mAbsSignificantMaxPeak: 0 },
	...{ vsAbsSignificantMaxInt: 0, mAbsSignificantMaxInt: 0 }
};
const bands = [888, 1368].map((frequencyMhz) => ({ ...steady, frequencyMhz, etaPeak: 1.2 }));
const source = { ...steady, bands, wavgRa: 359.999, wavgDec: -30, isNew: false };
const filter: Filter<'etaPeak' | 'vPeak'> = { conditions: [], cone: null, newOnly: false };

describe('a source filter', () => {
	test('without conditions keeps everything', () => expect(isKept(source, filter)).toBe(true));

	test.each([
		['atLeast', 5, true],
		['atLeast', 5.1, false],
		['atMost', 5, true],
		['atMost', 4.9, false]
	] as const)('η %s %d: %s', (is, value, kept) =>
		expect(isKept(source, { ...filter, conditions: [{ field: 'etaPeak', is, value }] })).toBe(kept)
	);

	test('asks about the band by which a source is judged, or about all bands together', () => {
		const atLeast2 = (field: 'etaPeak' | 'bandEtaPeak') =>
			isKept(source, { ...filter, conditions: [{ field, is: 'atLeast', value: 2 }] });
		expect([atLeast2('etaPeak'), atLeast2('bandEtaPeak')]).toEqual([true, false]);
	});

	test('what was not measured meets no condition', () => {
		for (const is of ['atLeast', 'atMost'] as const)
			expect(isKept(source, { ...filter, conditions: [{ field: 'vPeak', is, value: 0 }] })).toBe(
				false
			);
	});

	test('a cone reaches across RA 0', () => {
		const cone = { ra: 0.001, dec: -30, radiusDeg: 0.01 };
		expect(isKept(source, { ...filter, cone })).toBe(true);
		expect(isKept(source, { ...filter, cone: { ...cone, radiusDeg: 0.001 } })).toBe(false);
	});

	test('new ones only, when asked', () => {
		expect(isKept(source, { ...filter, newOnly: true })).toBe(false);
		expect(isKept({ ...source, isNew: true }, { ...filter, newOnly: true })).toBe(true);
	});
});
