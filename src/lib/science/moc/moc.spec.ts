import { order2nside, pix2ang_nest } from '@hscmap/healpix';
import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { intersectionOfMocs, mocContains, readMoc, unionOfMocs, type Moc } from './moc.ts';

function mocOf(text: string): Moc {
	const moc = readMoc(text);
	if (typeof moc === 'string') throw new Error(moc);
	return moc;
}

/** The middle of a cell, degrees. */
function middleOf(order: number, cell: number): { ra: number; dec: number } {
	const { theta, phi } = pix2ang_nest(order2nside(order), cell);
	return { ra: (phi * 180) / Math.PI, dec: 90 - (theta * 180) / Math.PI };
}

test('cells of any order hold their own middles and no others', () => {
	const moc = mocOf('3/1-5 100 6/4000,4002');
	for (const [order, cell, isIn] of [
		[3, 1, true],
		[3, 5, true],
		[3, 6, false],
		[3, 100, true],
		[6, 4000, true],
		[6, 4001, false],
		[6, 4002, true],
		[9, 5 * 4 ** 6, true]
	] as const) {
		const { ra, dec } = middleOf(order, cell);
		expect(mocContains(moc, ra, dec), `${order}/${cell}`).toBe(isIn);
	}
});

test('ASCII and JSON of the same cells are the same; touching cells become one', () => {
	expect(mocOf('{"3": [1, 2, 3], "4": [16]}')).toEqual(mocOf('3/1-3 4/16'));
	expect(mocOf('1/0-3')).toEqual(mocOf('0/0'));
	expect(mocOf('0/0-11')).toEqual(Float64Array.of(0, 12 * 4 ** 15));
});

test('a cell finer than 6″ counts as the cell of order 15 that it lies in', () => {
	expect(mocOf('29/0')).toEqual(mocOf('15/0'));
	expect(mocOf('29/3458764513820540927')).toEqual(Float64Array.of(12 * 4 ** 15 - 1, 12 * 4 ** 15));
});

test('union and intersection are those of the sets: 1000 random positions', () => {
	const random = new Random('moc');
	const someCells = () =>
		mocOf(`4/${Array.from({ length: 300 }, () => random.integer(12 * 4 ** 4)).join(' ')}`);
	const [a, b] = [someCells(), someCells()];
	const [either, both] = [unionOfMocs(a, b), intersectionOfMocs(a, b)];
	for (let i = 0; i < 1000; i++) {
		const ra = random.uniform() * 360;
		const dec = (Math.asin(2 * random.uniform() - 1) * 180) / Math.PI;
		const [inA, inB] = [mocContains(a, ra, dec), mocContains(b, ra, dec)];
		expect(mocContains(either, ra, dec)).toBe(inA || inB);
		expect(mocContains(both, ra, dec)).toBe(inA && inB);
	}
});

test('poles, RA beyond the circle, and no position at all', () => {
	const everywhere = mocOf('0/0-11');
	for (const [ra, dec] of [
		[0, 90],
		[0, -90],
		[360, 0],
		[-0, 0],
		[720.5, 10]
	])
		expect(mocContains(everywhere, ra, dec)).toBe(true);
	for (const [ra, dec] of [
		[NaN, 0],
		[0, NaN],
		[0, 91],
		[Infinity, 0]
	])
		expect(mocContains(everywhere, ra, dec)).toBe(false);
});

describe('refused, with the reason', () => {
	test.each([
		['', /no cell/],
		['3/', /no cell/],
		['1 2 3', /before any order/],
		['3/768', /0 to 767, 768 is none/],
		['3/5-1', /backwards/],
		['30/1', /no order 30/],
		['3/a', /“3\/a” is no part/],
		['3/1-', /no part/],
		['{"3": [1', /no JSON/],
		['{"3": 1}', /lists the cells/],
		['{"x": [1]}', /lists the cells/],
		['{"3": [1.5]}', /no cell/],
		['{"3": ["1"]}', /no cell/],
		[`3/${'1 '.repeat(60_000)}`, /at most 100000 characters/]
	])('%.20s', (text, reason) => expect(readMoc(text)).toMatch(reason));
});
