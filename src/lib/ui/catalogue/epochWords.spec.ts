import { expect, test } from 'vitest';
import { middleEpoch, yearOf } from './epochWords.ts';

test('the middle of a light curve is between its first and last epoch, in whatever order', () => {
	expect(middleEpoch([59_100, 59_000, 59_010])).toBe(59_050);
	expect(middleEpoch([])).toBeNull();
	expect(middleEpoch(undefined)).toBeNull();
});

test('an MJD is shown as its Julian year', () => {
	expect(yearOf(51_544.5)).toBe('2000.0');
	expect(yearOf(59_215.5)).toBe('2021.0');
});
