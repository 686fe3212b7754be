import { expect, test } from 'vitest';
import { counted, fixed, plural, significant } from './numbers.ts';

test('what was not measured is a dash, never NaN or 0', () => {
	expect(fixed(Number.NaN, 2)).toBe('–');
	expect(significant(null)).toBe('–');
	expect(significant(Infinity)).toBe('–');
});

test('three significant digits from a thousandth to a hundred thousand, powers beyond', () => {
	expect(significant(0.01234)).toBe('0.0123');
	expect(significant(3.14159)).toBe('3.14');
	expect(significant(4321)).toBe('4321');
	expect(significant(1234567)).toBe('1.23e+6');
	expect(significant(0.0001)).toBe('1.00e−4');
	expect(significant(-2.5)).toBe('−2.50');
	expect(significant(0)).toBe('0');
});

test('counts are grouped by thin spaces and agree with their noun', () => {
	expect(counted(1234567)).toBe('1\u202f234\u202f567');
	expect(plural(1, 'vote')).toBe('1 vote');
	expect(plural(0, 'vote')).toBe('0 votes');
	expect(plural(2, 'match', 'matches')).toBe('2 matches');
});
