import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageLayout } from '#science/fits/imageLayout.ts';
import { simulateSurvey } from '#science/simulate/survey.ts';
import { celestialWcs } from '#science/sky/wcs.ts';
import { readCutout } from './cutout.ts';
import { localStorage } from './storage.ts';

const NPIX = 64;
const NO_VALUE = [46, 54, 79];
let folder: string;
let path: string;
let centre: { ra: number; dec: number };
let scaleArcsec: number;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-cutout-'));
	path = join(folder, 'image.fits');
	const [file] = simulateSurvey({ epochs: 1, sources: 5, npix: NPIX, seed: 1 });
	const bytes = Uint8Array.from(file.bytes);
	const layout = imageLayout(bytes);
	// A picture that tells its directions: brighter to the right (x), one bright pixel near the top.
	const view = new DataView(bytes.buffer, layout.dataOffset);
	for (let y = 0; y < NPIX; y++)
		for (let x = 0; x < NPIX; x++) view.setFloat32((y * NPIX + x) * 4, x / NPIX);
	view.setFloat32((40 * NPIX + 32) * 4, 5);
	view.setFloat32((32 * NPIX + 30) * 4, NaN);
	await writeFile(path, bytes);
	const wcs = celestialWcs(layout.header);
	centre = wcs.toSky(32, 32);
	scaleArcsec = wcs.pixelScales[1] * 3600;
});
afterAll(() => rm(folder, { recursive: true }));

async function cutout(pixels: number, at = centre) {
	const request = { ...at, sizeArcsec: pixels * scaleArcsec, low: 0, high: 1 };
	const { width, height, data } = decode(await readCutout(localStorage(), path, request));
	const pixel = (column: number, row: number) => [
		...data.slice((row * width + column) * 3, (row * width + column) * 3 + 3)
	];
	return { width, height, pixel };
}

test('the position is in the middle and north, the larger y, is up', async () => {
	const { width, height, pixel } = await cutout(21);
	expect([width, height]).toEqual([21, 21]);
	expect(pixel(10, 10)).toEqual([128, 128, 128]);
	expect(pixel(10, 2)).toEqual([255, 255, 255]);
	expect(pixel(20, 10)[0]).toBeGreaterThan(pixel(0, 10)[0]);
});

test('pixels without a value, and those off the image, have a colour that no intensity has', async () => {
	const { pixel } = await cutout(21);
	expect(pixel(8, 10)).toEqual(NO_VALUE);
	const beyond = await cutout(101);
	expect(beyond.pixel(0, 0)).toEqual(NO_VALUE);
	expect(beyond.pixel(50, 50)).toEqual([128, 128, 128]);
});

test('a position far off the image gives an empty stamp, not an error', async () => {
	const { pixel } = await cutout(9, { ra: centre.ra + 90, dec: 0 });
	expect(pixel(4, 4)).toEqual(NO_VALUE);
	const behind = await cutout(9, { ra: centre.ra + 180, dec: -centre.dec });
	expect(behind.pixel(4, 4)).toEqual(NO_VALUE);
});

test('a file cut short is refused by name', async () => {
	const short = join(folder, 'short.fits');
	await writeFile(short, 'SIMPLE  =                    T');
	const request = { ...centre, sizeArcsec: 60, low: 0, high: 1 };
	await expect(readCutout(localStorage(), short, request)).rejects.toThrow(`${short}: `);
});
