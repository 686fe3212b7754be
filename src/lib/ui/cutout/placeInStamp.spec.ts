import { expect, test } from 'vitest';
import { STAMP_ARCSEC } from './cutoutAddress.ts';
import { placeInStamp } from './placeInStamp.ts';

const QUARTER_DEG = STAMP_ARCSEC / 4 / 3600;

test('the object is in the middle', () => {
	expect(
		placeInStamp({ ra: 150, dec: -30 }, { ra: 150, dec: -30, sizeArcsec: STAMP_ARCSEC })
	).toEqual({ left: 50, top: 50 });
});

test('north is up', () => {
	const at = placeInStamp(
		{ ra: 150, dec: -30 + QUARTER_DEG },
		{ ra: 150, dec: -30, sizeArcsec: STAMP_ARCSEC }
	);
	expect(at?.top).toBeCloseTo(25, 6);
	expect(at?.left).toBeCloseTo(50, 6);
});

test('east is left, by the true angle and not by that of right ascension', () => {
	const at = placeInStamp(
		{ ra: 150 + 2 * QUARTER_DEG, dec: 60 },
		{ ra: 150, dec: 60, sizeArcsec: STAMP_ARCSEC }
	);
	expect(at?.left).toBeCloseTo(25, 6);
});

test('right ascension ends at 0', () => {
	const at = placeInStamp(
		{ ra: QUARTER_DEG / 2, dec: 0 },
		{ ra: 360 - QUARTER_DEG / 2, dec: 0, sizeArcsec: STAMP_ARCSEC }
	);
	expect(at?.left).toBeCloseTo(25, 6);
});

test('what lies outside is not shown', () => {
	expect(
		placeInStamp({ ra: 151, dec: -30 }, { ra: 150, dec: -30, sizeArcsec: STAMP_ARCSEC })
	).toBeNull();
});

test('a wider stamp shows it nearer to the middle', () => {
	const wide = { ra: 150, dec: -30, sizeArcsec: 2 * STAMP_ARCSEC };
	expect(placeInStamp({ ra: 150, dec: -30 + QUARTER_DEG }, wide)?.top).toBeCloseTo(37.5, 6);
});
