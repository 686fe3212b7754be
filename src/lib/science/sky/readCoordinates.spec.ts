import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { formatDec, formatRa } from './format.ts';
import { readCoordinates } from './readCoordinates.ts';

function degrees(text: string, frame?: 'icrs' | 'fk5' | 'galactic'): [number, number] {
	const read = readCoordinates(text, frame);
	if ('reason' in read) throw new Error(read.reason);
	return [read.ra, read.dec];
}
function reason(text: string): string {
	const read = readCoordinates(text);
	return 'reason' in read ? read.reason : `read as ${read.understood}`;
}

const [RA, DEC] = [150.1020833333333, -30.2];

describe('one position in every form', () => {
	test.each([
		'150.1020833333333 -30.2',
		'150.1020833333333, -30.2',
		'150.1020833333333,-30.2',
		'150.1020833333333 −30.2',
		'(150.1020833333333; -30.2)',
		'150.1020833333333d -30.2d',
		'150.1020833333333° -30.2°',
		'RA=150.1020833333333 Dec=-30.2',
		'10:00:24.5 -30:12:00',
		'10:00:24.5-30:12:00',
		'10 00 24.5 -30 12 00',
		'10 00 24.5, -30 12 00',
		'10h00m24.5s -30d12m00s',
		'10h 00m 24.5s  -30° 12′ 00″',
		'10h00m24.5s−30d12m',
		'ra: 10:00:24.5 dec: -30:12:00.0',
		'α = 10h00m24.5s, δ = –30°12′',
		'150d06m07.5s -30d12m00s',
		'10:00.408333333 -30:12',
		'10.006805555555556h -30.2',
		'10:00:24.5 -30.2 icrs',
		'\u00a010:00:24.5\u2009-30:12:00\t'
	])('%s', (text) => {
		const [ra, dec] = degrees(text);
		// Nine decimals of a minute are 2e-9 degrees of right ascension.
		expect(ra).toBeCloseTo(RA, 8);
		expect(dec).toBeCloseTo(DEC, 8);
	});

	test('decimal commas, when both numbers have one', () =>
		expect(degrees('150,5 -30,25')).toEqual([150.5, -30.25]));

	test('a sign of a zero counts', () =>
		expect(degrees('00:00:00.1 -00:00:30')[1]).toBeCloseTo(-30 / 3600, 12));

	test('without a sign, the second half of the words', () =>
		expect(degrees('10 00 24.5 30 12 00')[1]).toBeCloseTo(30.2, 12));
});

describe('names that hold their position', () => {
	test.each([
		'J100024.5-301200',
		'VAST J100024.5-301200',
		'j100024.5−301200',
		'ASKAP_J100024.5-301200'
	])('%s', (text) => {
		const read = readCoordinates(text);
		expect(read).toMatchObject({ name: expect.stringMatching(/^J100024.5-301200$/i) as string });
		expect(degrees(text)[0]).toBeCloseTo(RA, 8);
	});
	test('with minutes only', () => expect(degrees('PKS J1819-6345')).toEqual([274.75, -63.75]));
	test('with decimal minutes', () => expect(degrees('J1819.5-6345')).toEqual([274.875, -63.75]));

	test('in galactic degrees', () => {
		const named = readCoordinates('SNR G305.01+10.02');
		const said = readCoordinates('305.01 10.02', 'galactic');
		expect(named).toEqual({
			...said,
			name: 'G305.01+10.02',
			understood: 'the position in the name G305.01+10.02: galactic l, b 305.01°, 10.02°'
		});
	});
	test.each([
		['B1641-45', 'equinox B1950'],
		['PSR B1641-4559', 'equinox B1950'],
		['PSR J1234-56', 'too few'],
		['G400+10', 'A longitude lies from 0° to below 360°']
	])('%s says why it points nowhere', (text, reason) => {
		expect(readCoordinates(text)).toEqual({ reason: expect.stringContaining(reason) as string });
	});
	test('with digits that are no position', () =>
		expect(reason('J256024-301200')).toMatch(/^The digits of “J256024-301200” are no position/));
});

describe('other frames', () => {
	/** astropy 8.0.2. */
	test.each(['l 123.4 b -5.6', 'l=123.4, b=-5.6', '123.4 -5.6 galactic', 'gal 123.4 -5.6'])(
		'%s is galactic',
		(text) => {
			const [ra, dec] = degrees(text);
			expect(ra).toBeCloseTo(13.721050229519731, 10);
			expect(dec).toBeCloseTo(57.26861543160649, 10);
		}
	);
	test('base sixty is degrees in galactic longitude', () =>
		expect(degrees('123:24:00 -05:36:00', 'galactic')[0]).toBeCloseTo(13.721050229519731, 9));
	test('FK5 is turned to ICRS', () => {
		const [ra, dec] = degrees('150.00000839529412 -30.00000495300822', 'fk5');
		expect(ra).toBeCloseTo(150, 10);
		expect(dec).toBeCloseTo(-30, 10);
	});
	test('B1950 is refused, not misread', () =>
		expect(reason('B1950 10:00:24 -30:12:00')).toBe(
			'B1950 (FK4) positions are not read: turn them to J2000 first.'
		));
});

describe('refused with the reason', () => {
	test.each([
		['', 'There is nothing to read: give a position or a name.'],
		['here', '“here” is not a pair of angles.'],
		['10:00:24', '“10:00:24” is not a pair of angles.'],
		['10 00 24 -30 61 00', '“-30:61:00” is no declination.'],
		['10 60 24 -30 12 00', '“10:60:24” is no right ascension.'],
		['24:00:00 -30:12:00', 'A right ascension lies from 0° to below 360°, “24:00:00” does not.'],
		['361 -30', 'A right ascension lies from 0° to below 360°, “361” does not.'],
		['10 -91', 'A declination lies from −90° to 90°, “-91” does not.'],
		[
			'-30.2, 150.1',
			'A right ascension lies from 0° to below 360°, “-30.2” does not. Are the two numbers swapped?'
		],
		['x'.repeat(201), 'A position has at most 200 characters.']
	])('%s', (text, why) => expect(reason(text)).toBe(why));
});

test('what was understood is said in base sixty and in degrees', () => {
	expect(readCoordinates('10 -30')).toMatchObject({
		understood: 'RA 00:40:00.00 Dec -30:00:00.0 (10°, -30°) ICRS'
	});
	expect(readCoordinates('10:00 -30:00')).toMatchObject({
		understood: 'RA 10:00:00.00 Dec -30:00:00.0 (150°, -30°) ICRS'
	});
});

test('500 positions as we print them are read back', () => {
	const random = new Random('coordinates');
	for (let i = 0; i < 500; i++) {
		const [ra, dec] = [random.between(0, 359.99), random.between(-90, 90)];
		const letters = random.uniform() < 0.5;
		const glue = [' ', ', ', ''][Math.floor(random.uniform() * 3)];
		const text = `${formatRa(ra, 4, { letters })}${glue}${formatDec(dec, 3, { letters })}`;
		const [readRa, readDec] = degrees(text);
		expect(readRa, text).toBeCloseTo(ra, 6);
		expect(readDec, text).toBeCloseTo(dec, 6);
	}
});

test('no text makes it throw', () => {
	const random = new Random('noise');
	const signs = '0123456789 .,:;+-hmsdJ°′″eElb−\u00a0xαδ()';
	for (let i = 0; i < 5000; i++) {
		const text = Array.from({ length: 1 + Math.floor(random.uniform() * 30) }, () =>
			signs.charAt(Math.floor(random.uniform() * signs.length))
		).join('');
		const read = readCoordinates(text);
		if ('reason' in read) continue;
		expect(read.ra >= 0 && read.ra < 360 && Math.abs(read.dec) <= 90, text).toBe(true);
	}
});
