import { describe, expect, test } from 'vitest';
import { BadFits } from './badFits.ts';
import { card, fitsBytes } from './fitsBytes.fixture.ts';
import { readHeader } from './header.ts';

function headerOf(...cards: string[]) {
	return readHeader(fitsBytes(cards), 0).cards;
}

describe('a FITS header', () => {
	test('gives numbers in every spelling of the standard', () => {
		const header = headerOf(
			card('INTEGER', '                 256 / pixels'),
			card('REAL', ' -5.555555555556E-04'),
			card('DOUBLE', '1.5D+02'),
			card('SMALLD', '2.5d-3'),
			card('BARE', '.5'),
			card('PLUS', '+7.')
		);
		expect(header.number('INTEGER')).toBe(256);
		expect(header.number('REAL')).toBe(-5.555555555556e-4);
		expect(header.number('DOUBLE')).toBe(150);
		expect(header.number('SMALLD')).toBe(0.0025);
		expect(header.number('BARE')).toBe(0.5);
		expect(header.number('PLUS')).toBe(7);
	});

	test('keeps quotes and slashes inside a text and drops blanks at its end', () => {
		const header = headerOf(
			card('OBSERVER', "'O''Brien / Karl  ' / who looked"),
			card('EMPTY', "'        '"),
			card('OPEN', "'no closing quote")
		);
		expect(header.text('OBSERVER')).toBe("O'Brien / Karl");
		expect(header.text('EMPTY')).toBe('');
		expect(header.text('OPEN')).toBe('no closing quote');
	});

	test('joins a long text over its CONTINUE cards', () => {
		const header = headerOf(
			card('LONG', "'one &'"),
			"CONTINUE  'two &' / and a comment",
			"CONTINUE  'three'",
			card('AFTER', '1')
		);
		expect(header.text('LONG')).toBe('one two three');
		expect(header.number('AFTER')).toBe(1);
	});

	test('reads HIERARCH keywords by their whole name', () => {
		expect(headerOf('HIERARCH ESO det gain = 1.25 / e-/ADU').number('ESO DET GAIN')).toBe(1.25);
	});

	test('takes no value from commentary and undefined cards, and the first of a repeated keyword', () => {
		const header = headerOf(
			'HISTORY  5',
			'COMMENT X = 6',
			card('UNDEF', '          / nothing'),
			card('TWICE', '1'),
			card('TWICE', '2')
		);
		expect(header.keys()).toEqual(['TWICE']);
		expect(header.number('TWICE')).toBe(1);
	});

	test('does not mistake text for a number, nor a number for text', () => {
		const header = headerOf(
			card('EPOCHTXT', "'2000'"),
			card('EQUINOX', '2000.'),
			card('ODD', '12:30')
		);
		expect(header.number('EPOCHTXT')).toBeNull();
		expect(header.text('EQUINOX')).toBeNull();
		expect(header.text('ODD')).toBe('12:30');
		expect(header.isTrue('EQUINOX')).toBe(false);
	});

	test('ends where its data starts, a multiple of 2880 bytes', () => {
		const cards = Array.from({ length: 40 }, (_, i) => card(`KEY${i}`, String(i)));
		expect(readHeader(fitsBytes(['SIMPLE  = T']), 0).end).toBe(2880);
		expect(readHeader(fitsBytes(cards), 0).end).toBe(5760);
	});

	test('without END is refused', () => {
		const bytes = fitsBytes(['SIMPLE  = T']);
		expect(() => readHeader(bytes.subarray(0, 80), 0)).toThrow(BadFits);
	});
});
