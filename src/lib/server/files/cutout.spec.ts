import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bigEndian, tiledFits } from '#science/fits/tiledFits.fixture.ts';
import {
	integerCard,
	logicalCard,
	realCard,
	textCard,
	writeFitsImage
} from '#science/fits/writeImage.ts';
import { FitsHeader } from '#science/fits/header.ts';
import { celestialWcs } from '#science/sky/wcs.ts';
import { seeded } from '../../../../tests/kit/seeded.ts';
import { readCutout } from './cutout.ts';
import { localStorage } from './storage.ts';

const NPIX = 64;
const NO_VALUE = [0, 0];
const SCALE_DEG = 5e-4;
const WCS = {
	CTYPE1: 'RA---SIN',
	CTYPE2: 'DEC--SIN',
	CRVAL1: 150,
	CRVAL2: -30,
	CRPIX1: 33,
	CRPIX2: 33,
	CDELT1: -SCALE_DEG,
	CDELT2: SCALE_DEG
};
const centre = celestialWcs(new FitsHeader(Object.entries(WCS))).toSky(32, 32);
const scaleArcsec = SCALE_DEG * 3600;
let folder: string;

/** A picture that tells its directions: brighter to the right (x), one bright pixel near the top, one without a value. */
function brightness(x: number, y: number): number {
	if (x === 32 && y === 40) return 5;
	return x === 30 && y === 32 ? NaN : Math.fround(x / NPIX);
}

function wcsCards(): string[] {
	return Object.entries(WCS).map(([key, value]) =>
		typeof value === 'string' ? textCard(key, value) : realCard(key, value)
	);
}

function plain(): Uint8Array {
	const axes = [integerCard('NAXIS1', NPIX), integerCard('NAXIS2', NPIX)];
	const cards = [logicalCard('SIMPLE', 'T'), integerCard('BITPIX', -32), integerCard('NAXIS', 2)];
	const pixels = Float32Array.from({ length: NPIX * NPIX }, (_, i) =>
		brightness(i % NPIX, Math.floor(i / NPIX))
	);
	return writeFitsImage([...cards, ...axes, ...wcsCards()], pixels);
}

function compressed(): Uint8Array {
	return tiledFits({
		...{ nx: NPIX, ny: NPIX, bitpix: -32, tile: [NPIX, 7], compression: 'GZIP_1' },
		pack: (values) => ({ packed: gzipSync(bigEndian(values, -32)) }),
		value: brightness,
		cards: wcsCards()
	});
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-cutout-'));
	await writeFile(join(folder, 'plain'), plain());
	await writeFile(join(folder, 'tile-compressed'), compressed());
});
afterAll(() => rm(folder, { recursive: true }));

async function cutout(kind: string, pixels: number, at = centre) {
	const path = join(folder, kind);
	const request = { ...at, sizeArcsec: pixels * scaleArcsec, low: 0, high: 1 };
	const { width, height, data } = decode(await readCutout(localStorage(), path, request));
	const pixel = (column: number, row: number) => [
		...data.slice((row * width + column) * 2, (row * width + column) * 2 + 2)
	];
	return { width, height, pixel };
}

describe.each(['plain', 'tile-compressed'])('of a %s image', (kind) => {
	test('the position is in the middle and north, the larger y, is up', async () => {
		const { width, height, pixel } = await cutout(kind, 21);
		expect([width, height]).toEqual([21, 21]);
		expect(pixel(10, 10)).toEqual([128, 255]);
		expect(pixel(10, 2)).toEqual([255, 255]);
		expect(pixel(20, 10)[0]).toBeGreaterThan(pixel(0, 10)[0]);
	});

	test('pixels without a value, and those off the image, are clear, which no intensity is', async () => {
		const { pixel } = await cutout(kind, 21);
		expect(pixel(8, 10)).toEqual(NO_VALUE);
		const beyond = await cutout(kind, 101);
		expect(beyond.pixel(0, 0)).toEqual(NO_VALUE);
		expect(beyond.pixel(50, 50)).toEqual([128, 255]);
	});

	test('a position far off the image gives an empty stamp, not an error', async () => {
		const { pixel } = await cutout(kind, 9, { ra: centre.ra + 90, dec: 0 });
		expect(pixel(4, 4)).toEqual(NO_VALUE);
		const behind = await cutout(kind, 9, { ra: centre.ra + 180, dec: -centre.dec });
		expect(behind.pixel(4, 4)).toEqual(NO_VALUE);
	});
});

test('a stamp is the same whether the image is packed or not', async () => {
	const random = seeded(7);
	for (let n = 0; n < 100; n++) {
		const at = {
			ra: centre.ra + (random() - 0.5) * NPIX * SCALE_DEG * 2,
			dec: centre.dec + (random() - 0.5) * NPIX * SCALE_DEG * 2
		};
		const request = { ...at, sizeArcsec: random() * 100 * scaleArcsec, low: 0, high: 1 };
		const [first, second] = ['plain', 'tile-compressed'].map((kind) =>
			readCutout(localStorage(), join(folder, kind), request)
		);
		expect(await second).toEqual(await first);
	}
});

test('a square of more pixels than anyone looks at is thinned', async () => {
	const { width, height, pixel } = await cutout('plain', 1500);
	expect([width, height]).toEqual([500, 500]);
	expect(pixel(0, 0)).toEqual(NO_VALUE);
	expect(pixel(249, 249)).not.toEqual(NO_VALUE);
});

test('a file cut short is refused by name', async () => {
	const short = join(folder, 'short.fits');
	await writeFile(short, 'SIMPLE  =                    T');
	const request = { ...centre, sizeArcsec: 60, low: 0, high: 1 };
	await expect(readCutout(localStorage(), short, request)).rejects.toThrow(`${short}: `);
});
