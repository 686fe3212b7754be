import { expect, test } from 'vitest';
import { chosenAfter } from './rangeSelection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const press = (pressed: string, before: string | null, isOn = true, range = true) => ({
	pressed,
	before,
	isOn,
	range
});

test('a press chooses one row, another press lets it go', () => {
	expect(chosenAfter(ids, ['a'], press('c', 'a', true, false))).toEqual(['a', 'c']);
	expect(chosenAfter(ids, ['a', 'c'], press('c', 'c', false, false))).toEqual(['a']);
});

test('Shift sweeps from the row pressed before, in both directions, and each row is chosen once', () => {
	expect(chosenAfter(ids, ['b'], press('d', 'b'))).toEqual(['b', 'c', 'd']);
	expect(chosenAfter(ids, ['d'], press('b', 'd'))).toEqual(['b', 'c', 'd']);
});

test('Shift on a chosen row lets the whole sweep go', () => {
	expect(chosenAfter(ids, [...ids], press('d', 'b', false))).toEqual(['a', 'e']);
});

test('a row that left the page is no start of a sweep', () => {
	expect(chosenAfter(ids, [], press('c', 'gone'))).toEqual(['c']);
	expect(chosenAfter(ids, [], press('c', null))).toEqual(['c']);
});
