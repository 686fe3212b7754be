import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { formatDec, formatRa } from './format.ts';
import { readDec, readRa } from './readAngle.ts';

describe('a right ascension', () => {
	test.each([
		['149.98337', 149.98337],
		['09:59:56.0', 149.98333333],
		['9h59m56s', 149.98333333],
		['09 59 56', 149.98333333],
		['23:59', 359.75],
		['0', 0],
		['1.5e2', 150]
	])('%s', (text, degrees) => expect(readRa(text)).toBeCloseTo(degrees, 7));

	test.each([
		'',
		'abc',
		'360',
		'-1',
		'24:00:00',
		'12:60:00',
		'12:00:60',
		'-01:00:00',
		'1:2:3:4',
		'NaN'
	])('%s is none', (text) => expect(readRa(text)).toBeNaN());
});

describe('a declination', () => {
	test.each([
		['-29.97776', -29.97776],
		['-29:58:39.9', -29.97775],
		['−29:58:39.9', -29.97775],
		['+29d58m39.9s', 29.97775],
		['-00:15:00', -0.25],
		['90', 90],
		['-90:00:00', -90]
	])('%s', (text, degrees) => expect(readDec(text)).toBeCloseTo(degrees, 7));

	test.each(['90.0001', '-91', '-90:00:01', '12:61:00', '1e3', 'north', 'Infinity'])(
		'%s is none',
		(text) => expect(readDec(text)).toBeNaN()
	);
});

test('500 positions as we print them are read back', () => {
	const random = new Random('angles');
	for (let i = 0; i < 500; i++) {
		const ra = random.between(0, 359.99);
		const dec = random.between(-90, 90);
		for (const letters of [false, true]) {
			expect(readRa(formatRa(ra, 4, { letters }))).toBeCloseTo(ra, 5);
			expect(readDec(formatDec(dec, 4, { letters }))).toBeCloseTo(dec, 5);
		}
		expect(readRa(String(ra))).toBe(ra);
		expect(readDec(String(dec))).toBe(dec);
	}
});
