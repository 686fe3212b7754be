import { describe, expect, test } from 'vitest';
import { BadFits } from '../fits/badFits.ts';
import { askapHeader } from '../fits/fitsBytes.fixture.ts';
import { FitsHeader, type CardValue } from '../fits/header.ts';
import { separationDeg } from './separation.ts';
import { celestialWcs } from './wcs.ts';

function wcsOf(cards: Record<string, CardValue>) {
	return celestialWcs(new FitsHeader(Object.entries(cards)));
}

const SIN = { CTYPE1: 'RA---SIN', CTYPE2: 'DEC--SIN' };
const TAN = { CTYPE1: 'RA---TAN', CTYPE2: 'DEC--TAN' };
const HEADERS: Record<string, Record<string, CardValue>> = {
	'SIN with PC and LONPOLE across RA 0': {
		...SIN,
		...{
			CRVAL1: 359.9,
			CRVAL2: -45.5,
			CRPIX1: 600.5,
			CRPIX2: 500,
			CDELT1: -0.0007,
			CDELT2: 0.0008
		},
		...{ PC1_1: 0.98, PC1_2: 0.1, PC2_1: -0.15, PC2_2: 1.01, LONPOLE: 150 }
	},
	'TAN with CD near the pole': {
		...TAN,
		...{ CRVAL1: 10, CRVAL2: 89.8, CRPIX1: 100, CRPIX2: 200 },
		...{ CD1_1: -0.001, CD1_2: 0.0002, CD2_1: 0.0003, CD2_2: 0.0011 }
	},
	'TAN with CROTA2': {
		...TAN,
		...{ CRVAL1: 180, CRVAL2: 20, CRPIX1: 1, CRPIX2: 1, CDELT1: -0.002, CDELT2: 0.002, CROTA2: 30 }
	},
	'SIN with Dec on the first axis': {
		...{ CTYPE1: 'DEC--SIN', CTYPE2: 'RA---SIN', CRVAL1: -30, CRVAL2: 180 },
		...{ CRPIX1: 10, CRPIX2: 20, CDELT1: 0.002, CDELT2: -0.003, PC1_2: 0.1 }
	},
	'SIN about the pole itself': {
		...SIN,
		...{ CRVAL1: 30, CRVAL2: 90, CRPIX1: 10, CRPIX2: 20, CDELT1: -0.002, CDELT2: 0.003 }
	}
};

/** astropy 8.0.2 (wcslib), `wcs_pix2world(x, y, 0)`: x, y, RA, Dec. */
const ASTROPY: [string, number, number, number, number][] = [
	['SIN with PC and LONPOLE across RA 0', 0, 0, 0.6884792953796932, -45.561069881650596],
	['SIN with PC and LONPOLE across RA 0', 1234.25, -300.5, 359.9469809413123, -46.31516886341207],
	['TAN with CD near the pole', 0, 0, 17.517694019313932, 89.54751236451854],
	['TAN with CD near the pole', 599.5, 499, 247.54461382655302, 89.47798931214543],
	['TAN with CROTA2', 599.5, 499, 178.3616609925743, 20.257180788059106],
	['SIN with Dec on the first axis', 0, 0, 180.06583240055224, -30.021783627384938],
	['SIN with Dec on the first axis', 599.5, 499, 178.35789027969383, -28.71257328119552],
	['SIN about the pole itself', 1234.25, -300.5, 141.36268754274255, 87.36778695983766]
];

test.each(ASTROPY)('%s: pixel (%d, %d) lies where wcslib puts it', (name, x, y, ra, dec) => {
	const sky = wcsOf(HEADERS[name]).toSky(x, y);
	expect(separationDeg(sky.ra, sky.dec, ra, dec)).toBeLessThan(1e-12);
});

test.each(Object.keys(HEADERS))('%s: a pixel goes to the sky and comes back', (name) => {
	const wcs = wcsOf(HEADERS[name]);
	for (let step = 0; step < 200; step++) {
		const x = ((step * 7919) % 2003) - 900.25;
		const y = ((step * 104729) % 1999) - 850.5;
		const sky = wcs.toSky(x, y);
		const pixel = wcs.toPixel(sky.ra, sky.dec);
		expect(Math.hypot(pixel.x - x, pixel.y - y)).toBeLessThan(1e-7);
	}
});

describe('the frame', () => {
	test('of a FK5 header turns ICRS positions by 23 mas on the way to pixels', () => {
		const wcs = celestialWcs(askapHeader());
		expect(wcs.frame).toBe('FK5');
		const turned = wcs.icrsToPixel(150, -30);
		const plain = wcs.toPixel(150, -30);
		const shiftMas = Math.hypot(turned.x - plain.x, turned.y - plain.y) * 2000;
		expect(shiftMas).toBeGreaterThan(15);
		expect(shiftMas).toBeLessThan(40);
		const back = wcs.pixelToIcrs(turned.x, turned.y);
		expect(separationDeg(back.ra, back.dec, 150, -30)).toBeLessThan(1e-12);
	});

	test.each([
		['ICRS', { RADESYS: 'ICRS', EQUINOX: 2000 }],
		['ICRS', { RADESYS: undefined, EQUINOX: undefined }],
		['FK5', { RADESYS: undefined, EQUINOX: 2000 }]
	])('is %s for %o', (frame, cards) => {
		expect(celestialWcs(askapHeader(cards)).frame).toBe(frame);
	});

	test.each([{ RADESYS: undefined, EQUINOX: 1950 }, { RADESYS: 'FK4' }, { EQUINOX: 2015.5 }])(
		'is refused for %o',
		(cards) => {
			expect(() => celestialWcs(askapHeader(cards))).toThrow(BadFits);
		}
	);
});

test('pixel scales are the lengths of the columns of the matrix', () => {
	const [first, second] = wcsOf(HEADERS['TAN with CD near the pole']).pixelScales;
	expect(first).toBeCloseTo(Math.hypot(0.001, 0.0003), 15);
	expect(second).toBeCloseTo(Math.hypot(0.0002, 0.0011), 15);
});

test('the far side of the sky has no pixel, and a pixel off the sphere no position', () => {
	const wcs = celestialWcs(askapHeader());
	expect(wcs.toPixel(330, 30)).toEqual({ x: NaN, y: NaN });
	expect(wcs.toSky(1e6, 0)).toEqual({ ra: NaN, dec: NaN });
});

test.each([
	['CTYPE1', { CTYPE1: 'GLON-SIN', CTYPE2: 'GLAT-SIN' }],
	['CTYPE1', { CTYPE1: 'RA---ZEA', CTYPE2: 'DEC--ZEA' }],
	['CTYPE1', { CTYPE2: undefined }],
	['PV2_1', { PV2_1: 0.01 }],
	['CUNIT1', { CUNIT1: 'arcsec' }],
	['CRVAL2', { CRVAL2: undefined }],
	['CDELT1', { CDELT1: 0 }]
])('a header is refused by its %s', (keyword, cards) => {
	let refused: unknown;
	try {
		celestialWcs(askapHeader(cards));
	} catch (error) {
		refused = error;
	}
	expect(refused).toBeInstanceOf(BadFits);
	expect((refused as BadFits).keyword).toBe(keyword);
});
