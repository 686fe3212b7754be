import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { parseDecimal } from './parseDecimal.ts';
import { parseNumber } from './table.ts';

test('a decimal reads as Number reads it, to the last bit', () => {
	const random = new Random('decimal');
	for (let i = 0; i < 20000; i++) {
		const value = random.normal() * 10 ** random.integer(6);
		const text = value.toFixed(random.integer(9));
		const within = `x${text}y`;
		const parsed = parseDecimal(within, 1, within.length - 1);
		if (text.replace(/[-.]/g, '').length <= 15) expect(parsed).toBe(Number(text));
	}
});

test.each(['0', '-0.00', '+7', '.5', '5.', '000.250', '123456789012345'])('%s is read', (text) => {
	expect(parseDecimal(text, 0, text.length)).toBe(Number(text));
});

test.each(['', '-', '.', '1.2.3', '1e5', 'nan', '12x', '1234567890123456', '0x10'])(
	'%o is left to others',
	(text) => {
		expect(parseDecimal(text, 0, text.length)).toBeNaN();
	}
);

test('a missing number is NaN, other text is none', () => {
	for (const text of ['', 'nan', 'NaN', 'null', '--', 'None']) expect(parseNumber(text)).toBeNaN();
	expect(parseNumber('-inf')).toBe(-Infinity);
	expect(parseNumber('1.5e-7')).toBe(1.5e-7);
	for (const text of ['12:30', '0x10', '0b1', '1e', 'Infinitely'])
		expect(parseNumber(text)).toBeNull();
});
