import { describe, expect, test } from 'vitest';
import { formatDec, formatRa } from './format.ts';
import { sourceName } from './sourceName.ts';

function degrees(sign: number, whole: number, minutes: number, seconds: number): number {
	return sign * (whole + minutes / 60 + seconds / 3600);
}

const LATE = 15 * degrees(1, 23, 16, 9.951);
const NEAR_MINUTE = 15 * degrees(1, 2, 1, 59.999);
const SOUTH = degrees(-1, 22, 57, 28.8905);

describe('right ascension', () => {
	/** Golden values of spec/web.md §1.10: position, decimals, rounded, cut off. */
	test.each([
		[LATE, 2, '23:16:09.95', '23:16:09.95'],
		[LATE, 1, '23:16:10.0', '23:16:09.9'],
		[LATE, 0, '23:16:10', '23:16:09'],
		[NEAR_MINUTE, 2, '02:02:00.00', '02:01:59.99']
	])('%d with %d decimals', (ra, decimals, rounded, cutOff) => {
		expect(formatRa(ra, decimals)).toBe(rounded);
		expect(formatRa(ra, decimals, { truncate: true })).toBe(cutOff);
	});

	test('rounds over midnight to 0 h, and takes any turn', () => {
		expect(formatRa(359.99999, 1)).toBe('00:00:00.0');
		expect(formatRa(360.05, 2)).toBe('00:00:12.00');
		expect(formatRa(-15, 0)).toBe('23:00:00');
	});

	test('with letters', () => {
		expect(formatRa(LATE, 2, { letters: true })).toBe('23h16m09.95s');
	});

	test('of nothing is empty', () => {
		expect(formatRa(NaN, 1)).toBe('');
		expect(formatDec(Infinity, 1)).toBe('');
	});
});

describe('declination', () => {
	test.each([
		[SOUTH, 3, '-22:57:28.891', '-22:57:28.890'],
		[SOUTH, 1, '-22:57:28.9', '-22:57:28.8'],
		[SOUTH, 0, '-22:57:29', '-22:57:28'],
		[degrees(1, 75, 32, 28.5), 0, '+75:32:29', '+75:32:28'],
		[degrees(1, 75, 32, 28), 3, '+75:32:28.000', '+75:32:28.000']
	])('%d with %d decimals', (dec, decimals, rounded, cutOff) => {
		expect(formatDec(dec, decimals)).toBe(rounded);
		expect(formatDec(dec, decimals, { truncate: true })).toBe(cutOff);
	});

	test('keeps the sign just south of the equator', () => {
		expect(formatDec(-0.25, 0)).toBe('-00:15:00');
	});

	test('with letters', () => {
		expect(formatDec(SOUTH, 2, { letters: true })).toBe('-22d57m28.89s');
	});
});

describe('the name of a source', () => {
	test('cuts the seconds off', () => {
		expect(sourceName(149.98337, -29.97776)).toBe('J095956.0-295839');
	});

	test('of a whole second is not one second short through rounding noise', () => {
		for (let second = 0; second < 3600; second++) {
			const text = String(second % 60).padStart(2, '0');
			expect(sourceName(150 + (second * 15) / 3600, 0)).toContain(`${text}.0+`);
		}
	});

	test('just above RA 0 starts with J0000 although the average may exceed 360', () => {
		expect(sourceName(360.05, 0.5)).toBe('J000012.0+003000');
	});
});
