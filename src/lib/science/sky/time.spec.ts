import { expect, test } from 'vitest';
import { jdFromMs, mjdFromMs, msFromIsoDate, msFromMjd } from './time.ts';

/** astropy 8.0.2, Time('2020-08-05T04:33:55.479'). */
test('the observation of the test image has its Julian dates', () => {
	const ms = msFromIsoDate('2020-08-05T04:33:55.479') ?? NaN;
	expect(jdFromMs(ms)).toBeCloseTo(2459066.6902254513, 9);
	expect(mjdFromMs(ms)).toBeCloseTo(59066.19022545139, 10);
	expect(msFromMjd(mjdFromMs(ms))).toBeCloseTo(ms, 3);
});

test.each([
	['2020-08-05', Date.UTC(2020, 7, 5)],
	['2020-08-05T04:33', Date.UTC(2020, 7, 5, 4, 33)],
	['2020-02-29T23:59:59.9996', Date.UTC(2020, 2, 1)],
	['2016-12-31T23:59:60.5', Date.UTC(2017, 0, 1, 0, 0, 0, 500)],
	[' 2020-08-05T04:33:55Z ', Date.UTC(2020, 7, 5, 4, 33, 55)],
	['2020-08-05T24:00', Date.UTC(2020, 7, 6)],
	// Date.parse reads four digits as they are written.
	['0099-12-31', Date.parse('0099-12-31T00:00:00Z')],
	['0000-02-29', Date.parse('0000-02-29T00:00:00Z')]
])('%s is a date', (text, ms) => {
	expect(msFromIsoDate(text)).toBe(ms);
});

test.each([
	'',
	'05/08/20',
	'2020-13-01',
	'2021-02-29',
	'2020-08-05T25:00:00',
	'2020-08-05T24:30',
	'2020-08-05T24:00:00.5',
	'0099-02-29',
	'2020-08-05T04:61',
	'today'
])('%o is none', (text) => {
	expect(msFromIsoDate(text)).toBeNull();
});
