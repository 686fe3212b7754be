import { describe, expect, test } from 'vitest';
import type { Region } from '#schema/viewer.ts';
import { chosenRegions, regionAt, regionText } from './regionText.ts';

const region = (more: Partial<Region>): Region => ({
	measurementId: 1,
	name: 'a',
	ra: 150,
	dec: -30,
	shape: { semiMajorArcsec: 10, semiMinorArcsec: 5, paDeg: 30 },
	forced: false,
	selected: false,
	href: '/measurements/1',
	...more
});

describe('regions as JS9 reads them', () => {
	test('the angle is 90° more than the position angle, and the one asked for comes last', () => {
		const lines = regionText([region({ selected: true }), region({ ra: 151 })]).split('\n');
		expect(lines[0]).toMatch(/^ICRS; ellipse\(151, -30, 10", 5", 120\) /);
		expect(lines[1]).toContain('ellipse(150,');
	});

	test('forced ones are dashed', () => {
		expect(regionText([region({ forced: true })])).toContain('strokeDashArray');
		expect(regionText([region({})])).not.toContain('strokeDashArray');
	});

	test('a name is never part of what is parsed', () => {
		expect(regionText([region({ name: 'x"}); circle(1,2,3)' })])).not.toContain('circle');
	});
});

describe('what is shown', () => {
	const all = [
		region({ measurementId: 1, selected: true, forced: true }),
		region({ measurementId: 2 }),
		region({ measurementId: 3, forced: true })
	];
	const ids = (choice: Parameters<typeof chosenRegions>[1]) =>
		chosenRegions(all, choice).map(({ measurementId }) => measurementId);

	test('the one asked for does not go with the forced ones', () => {
		expect(ids({ selected: true, others: true, forced: false })).toEqual([1, 2]);
		expect(ids({ selected: false, others: true, forced: true })).toEqual([2, 3]);
		expect(ids({ selected: true, others: false, forced: true })).toEqual([1]);
	});
});

describe('what is under the pointer', () => {
	const ARCSEC = 1 / 3600;

	test('an ellipse reaches along its position angle, from north through east', () => {
		const north = region({ shape: { semiMajorArcsec: 10, semiMinorArcsec: 2, paDeg: 0 } });
		const east = region({ shape: { semiMajorArcsec: 10, semiMinorArcsec: 2, paDeg: 90 } });
		const above = { ra: 150, dec: -30 + 8 * ARCSEC };
		const left = { ra: 150 + (8 * ARCSEC) / Math.cos((30 * Math.PI) / 180), dec: -30 };
		expect(regionAt([north], above)).toBe(north);
		expect(regionAt([north], left)).toBeNull();
		expect(regionAt([east], left)).toBe(east);
		expect(regionAt([east], above)).toBeNull();
	});

	test('of two the smaller', () => {
		const small = region({ shape: { semiMajorArcsec: 2, semiMinorArcsec: 2, paDeg: 0 } });
		expect(regionAt([region({}), small], { ra: 150, dec: -30 })).toBe(small);
	});
});
