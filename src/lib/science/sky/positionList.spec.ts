import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { formatDec, formatRa } from './format.ts';
import { readPositionList } from './positionList.ts';

const only = (text: string) => readPositionList(text)[0];

describe('a position is read from', () => {
	test.each([
		'150.1 -30.2',
		'150.1,-30.2',
		'150.1\t−30.2',
		'10:00:24 -30:12:00',
		'10h00m24.0s -30d12m00s',
		'10 00 24.0 -30 12 00',
		'  10:00:24.000, -30:12:00.00  '
	])('%s', (text) => {
		const read = only(text);
		expect(read).toMatchObject({ kind: 'position', line: 1 });
		if (read.kind !== 'position') return;
		expect(read.ra).toBeCloseTo(150.1, 9);
		expect(read.dec).toBeCloseTo(-30.2, 9);
	});
});

test.each(['J100024.0-301200', 'VAST J100024.0-301200', 'j100024.0−301200'])(
	'%s is a name that holds its position',
	(text) => {
		const read = only(text);
		expect(read).toMatchObject({ kind: 'name', name: 'J100024.0-301200' });
		if (read.kind === 'name') expect([read.ra, read.dec]).toEqual([150.1, -30.2]);
	}
);

test.each([
	['PKS 1954-388', 'is no right ascension'],
	['150.1', 'is not a pair of angles'],
	['-1 -30', 'A right ascension lies from 0°'],
	['J256000.0-301200', 'are no position']
])('%s is wrong, and the line says why', (text, problem) => {
	const read = only(text);
	expect(read.kind === 'wrong' && read.problem).toContain(problem);
});

test('lines keep their numbers, blank ones and remarks are passed over', () => {
	const read = readPositionList('# my list\r\n\r\n150 -30\nnonsense\n\n151 -31\n');
	expect(read.map(({ line, kind }) => [line, kind])).toEqual([
		[3, 'position'],
		[4, 'wrong'],
		[6, 'position']
	]);
});

test('a position -0:30 is south of the equator', () =>
	expect(only('00:00:00 -00:30:00')).toMatchObject({ dec: -0.5 }));

test('500 random positions written out are read back', () => {
	const random = new Random(5);
	for (let i = 0; i < 500; i++) {
		const ra = random.uniform() * 359.99;
		const dec = random.uniform() * 180 - 90;
		const read = only(`${formatRa(ra, 6)} ${formatDec(dec, 5)}`);
		if (read.kind !== 'position') throw new Error(`${ra} ${dec} is not read`);
		expect(read.ra).toBeCloseTo(ra, 6);
		expect(read.dec).toBeCloseTo(dec, 6);
	}
});
