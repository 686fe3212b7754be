import { describe, expect, test } from 'vitest';
import { readHeader } from './header.ts';
import { readFitsImage } from './readImage.ts';
import { integerCard, logicalCard, realCard, textCard, writeFitsImage } from './writeImage.ts';

function imageCards(nx: number, ny: number): string[] {
	return [
		logicalCard('SIMPLE', 'T'),
		integerCard('BITPIX', -32),
		integerCard('NAXIS', 2),
		integerCard('NAXIS1', nx),
		integerCard('NAXIS2', ny)
	];
}

describe('a written image', () => {
	test('comes back with the same pixels, NaN included', () => {
		const pixels = Float32Array.from([1.5, -2e-6, Number.NaN, 0, 3e7, -0.125]);
		const image = readFitsImage(writeFitsImage(imageCards(3, 2), pixels));
		expect([image.nx, image.ny]).toEqual([3, 2]);
		expect(image.pixels).toEqual(pixels);
	});

	test('fills whole blocks of 2880 bytes, header with blanks and pixels with zeros', () => {
		const bytes = writeFitsImage(imageCards(3, 2), new Float32Array(6).fill(1));
		expect(bytes.length).toBe(2 * 2880);
		expect(bytes[2879]).toBe(0x20);
		expect([...bytes.subarray(2880, 2884)]).toEqual([0x3f, 0x80, 0, 0]);
		expect(bytes[5759]).toBe(0);
	});
});

describe('cards', () => {
	test('are 80 characters long, however long the comment', () => {
		const cards = [
			realCard('CRVAL1', 319.65, 'x'.repeat(90)),
			textCard('OBJECT', "O'Keefe", 'a name with a quote'),
			integerCard('NAXIS1', 512)
		];
		for (const card of cards) expect(card).toHaveLength(80);
	});

	test('are read back as they were meant', () => {
		const cards = [
			...imageCards(1, 1),
			realCard('CRVAL2', -33.000000000123),
			realCard('CDELT1', -8.333333333333e-4),
			realCard('CRVAL4', 8.875e8),
			realCard('HUGE', 1e-120),
			textCard('OBSERVER', "O'Keefe", 'a name with a quote'),
			textCard('BUNIT', 'Jy/beam')
		];
		const { cards: header } = readHeader(writeFitsImage(cards, new Float32Array(1)), 0);
		expect(header.number('CRVAL2')).toBe(-33.00000000012);
		expect(header.number('CDELT1')).toBe(-8.333333333333e-4);
		expect(header.number('CRVAL4')).toBe(887_500_000);
		expect(header.number('HUGE')).toBe(1e-120);
		expect(header.text('OBSERVER')).toBe("O'Keefe");
		expect(header.text('BUNIT')).toBe('Jy/beam');
		expect(header.isTrue('SIMPLE')).toBe(true);
	});
});
