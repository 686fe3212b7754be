import { truncateSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BadFits } from '#science/fits/badFits.ts';
import { logicalCard, integerCard, writeFitsImage } from '#science/fits/writeImage.ts';
import { fitsDecoders, openFitsFile } from './fitsFile.ts';

let folder: string;
let path: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-fits-'));
	path = join(folder, 'image.fits');
	const axes = [integerCard('NAXIS1', 60), integerCard('NAXIS2', 40)];
	const cards = [logicalCard('SIMPLE', 'T'), integerCard('BITPIX', -32), integerCard('NAXIS', 2)];
	const pixels = Float32Array.from({ length: 2400 }, (_, i) => i);
	await writeFile(path, writeFitsImage([...cards, ...axes], pixels));
});
afterAll(() => rm(folder, { recursive: true }));

test('windows of a file on disk are read as they are asked for', () => {
	const file = openFitsFile(path);
	expect([file.nx, file.ny]).toEqual([60, 40]);
	expect([...file.window(10, 2, 12, 4)]).toEqual([130, 131, 190, 191]);
	expect(file.window(0, 0, 60, 40)[2399]).toBe(2399);
	file.close();
	expect(() => file.window(0, 0, 1, 1)).toThrow('EBADF');
});

test('a file that becomes shorter in the meantime is refused', async () => {
	const shrinking = join(folder, 'shrinking.fits');
	await copyFile(path, shrinking);
	const opened = openFitsFile(shrinking);
	truncateSync(shrinking, 4000);
	expect(() => opened.window(0, 30, 60, 40)).toThrow(BadFits);
	opened.close();
});

test('a file that is no FITS file is refused and closed', async () => {
	const text = join(folder, 'notes.txt');
	await writeFile(text, 'ra,dec\n1,2\n');
	expect(() => openFitsFile(text)).toThrow('not a FITS file');
	expect(() => openFitsFile(join(folder, 'absent.fits'))).toThrow('ENOENT');
});

test('gzip unpacks no further than it may', () => {
	expect(() => fitsDecoders.gunzip(Uint8Array.of(1, 2, 3), 10)).toThrow();
});
