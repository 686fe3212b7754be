import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { celestialWcs } from '../sky/wcs.ts';
import { separationDeg } from '../sky/separation.ts';
import { FitsHeader, readHeader } from './header.ts';
import { sectionCards } from './sectionCards.ts';
import { writeFitsImage } from './writeImage.ts';

const HEADER = new FitsHeader(
	Object.entries({
		SIMPLE: true,
		BITPIX: 16,
		NAXIS: 4,
		NAXIS1: 100,
		NAXIS2: 80,
		NAXIS3: 1,
		NAXIS4: 1,
		BZERO: 32768,
		BSCALE: 2,
		BLANK: -1,
		CHECKSUM: 'abc',
		BUNIT: 'Jy/beam',
		BMAJ: 0.004,
		CTYPE1: 'RA---SIN',
		CTYPE2: 'DEC--SIN',
		CTYPE3: 'FREQ',
		CRVAL1: 150,
		CRVAL2: -30,
		CRVAL3: 887.5e6,
		CRPIX1: 50.5,
		CRPIX2: 40.25,
		CRPIX3: 1,
		CDELT1: -5e-4,
		CDELT2: 5e-4,
		PC1_2: 0.1,
		PC1_1: 1,
		PC2_2: 1,
		PC3_3: 1,
		PC1_3: 0,
		OBJECT: "Barnard's star",
		ORIGIN: 'x'.repeat(90)
	})
);

function headerOf(section: { x: number; y: number; nx: number; ny: number }): FitsHeader {
	const pixels = new Float32Array(section.nx * section.ny);
	return readHeader(writeFitsImage(sectionCards(HEADER, section), pixels), 0).cards;
}

test('every pixel of a section is where it was in the image', () => {
	const random = new Random('sections');
	const whole = celestialWcs(HEADER);
	for (let i = 0; i < 200; i++) {
		const section = {
			x: Math.floor(random.between(-50, 90)),
			y: Math.floor(random.between(-50, 70)),
			nx: 20,
			ny: 10
		};
		const part = celestialWcs(headerOf(section));
		const [x, y] = [random.between(0, 20), random.between(0, 10)];
		const there = part.toSky(x, y);
		const before = whole.toSky(x + section.x, y + section.y);
		// Thirteen digits of the reference pixel.
		expect(separationDeg(there.ra, there.dec, before.ra, before.dec)).toBeLessThan(1e-10);
	}
});

test('it is an image of its own: two axes, float32, unscaled, with the beam and the unit of the whole', () => {
	const header = headerOf({ x: 3, y: 4, nx: 20, ny: 10 });
	for (const key of [
		'NAXIS3',
		'CTYPE3',
		'CRVAL3',
		'CRPIX3',
		'PC3_3',
		'PC1_3',
		'BZERO',
		'BSCALE',
		'BLANK',
		'CHECKSUM'
	])
		expect(header.has(key), key).toBe(false);
	expect(header.number('BITPIX')).toBe(-32);
	expect([header.number('NAXIS'), header.number('NAXIS1'), header.number('NAXIS2')]).toEqual([
		2, 20, 10
	]);
	expect(header.text('BUNIT')).toBe('Jy/beam');
	expect(header.number('BMAJ')).toBe(0.004);
	expect(header.number('PC1_2')).toBe(0.1);
	expect(header.text('OBJECT')).toBe("Barnard's star");
	expect(header.text('ORIGIN')).toBe('x'.repeat(60));
});
