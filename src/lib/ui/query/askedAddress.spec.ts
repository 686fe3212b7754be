import { describe, expect, test } from 'vitest';
import { addressWithout, askedAddress, hasCondition, shownOtherwise } from './askedAddress.ts';

const asked = (...fields: [string, string][]) => askedAddress(fields).toString();

describe('the address that a form asks', () => {
	test('leaves out what says nothing', () => {
		expect(
			asked(
				['run', 'latest'],
				['min_etaPeak', ' 5 '],
				['max_etaPeak', ''],
				['frame', 'icrs'],
				['radius', '30'],
				['votes', 'whatever'],
				['neighbourUnit', 'deg']
			)
		).toBe('run=latest&min_etaPeak=5');
	});

	test('keeps a radius with its position, and line breaks as the server reads them', () => {
		const address = askedAddress([
			['at', '10 -30\r\nM 31'],
			['radius', '2'],
			['radiusUnit', 'arcmin']
		]);
		expect(address.get('at')).toBe('10 -30\nM 31');
		expect(address.get('radiusUnit')).toBe('arcmin');
	});

	test('begins at the first page and keeps the order', () => {
		expect(asked(['new', 'on'], ['page', '7'], ['sort', 'etaPeak'])).toBe('new=on&sort=etaPeak');
	});
});

test('runs, orders and units alone ask for nothing', () => {
	expect(hasCondition(new URLSearchParams('run=latest&sort=name&basis=good&size=25'))).toBe(false);
	expect(hasCondition(new URLSearchParams('votes=mine'))).toBe(true);
	expect(hasCondition(new URLSearchParams('max_vPeak=1'))).toBe(true);
});

describe('taking a condition away', () => {
	const address = new URLSearchParams('at=a%0Ab&radius=3&min_vPeak=1&max_vPeak=2&page=4');

	test('takes both ends of a range', () => {
		const left = addressWithout(address, { text: '', params: ['min_vPeak', 'max_vPeak'] });
		expect(left.toString()).toBe('at=a%0Ab&radius=3');
	});

	test('takes one of several positions, and the radius with the last', () => {
		const left = addressWithout(address, { text: '', params: ['at'], value: 'a' });
		expect(left.get('at')).toBe('b');
		expect(left.get('radius')).toBe('3');
		const none = addressWithout(left, { text: '', params: ['at'], value: 'b' });
		expect(none.toString()).toBe('min_vPeak=1&max_vPeak=2');
	});
});

test('another order begins at the first page', () => {
	const address = new URLSearchParams('new=on&page=3');
	expect(shownOtherwise(address, { sort: 'vPeak', order: 'desc' }).toString()).toBe(
		'new=on&sort=vPeak&order=desc'
	);
	expect(shownOtherwise(address, { page: 2 }).get('page')).toBe('2');
});
