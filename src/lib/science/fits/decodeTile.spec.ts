import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { card } from './fitsBytes.fixture.ts';
import type { FitsDecoders } from './fitsMap.ts';
import { readFitsImage } from './readImage.ts';
import { riceEncode } from './riceEncode.fixture.ts';
import {
	bigEndian,
	INTEGER_TILES,
	shuffled,
	tiledFits,
	valuesOf,
	type TiledImage
} from './tiledFits.fixture.ts';

const decoders: FitsDecoders = {
	gunzip: (packed, mostBytes) => gunzipSync(packed, { maxOutputLength: mostBytes })
};
const RICE = { bytePix: 4, blockSize: 32 } as const;

function tiled(changes: Partial<TiledImage>): TiledImage {
	return { ...INTEGER_TILES, ...changes };
}

function pixelsOf(image: TiledImage): Float32Array {
	return readFitsImage(tiledFits(image), decoders).pixels;
}

describe('tiles of integers', () => {
	test.each([
		['RICE_1', 32, (values: number[]) => riceEncode(values, RICE)],
		['GZIP_1', 32, (values: number[]) => gzipSync(bigEndian(values, 32))],
		['GZIP_2', 32, (values: number[]) => gzipSync(shuffled(bigEndian(values, 32), 4))],
		['GZIP_2', 16, (values: number[]) => gzipSync(shuffled(bigEndian(values, 16), 2))],
		['GZIP_1', 32, (values: number[]) => gzipSync(bigEndian(values, 16))],
		['NOCOMPRESS', 32, (values: number[]) => bigEndian(values, 32)]
	] as const)('in %s (BITPIX %i) come back', (compression, bitpix, pack) => {
		const image = tiled({ compression, bitpix, pack: (values) => ({ packed: pack(values) }) });
		expect(pixelsOf(image)).toEqual(valuesOf(image));
	});

	test('of one and two bytes in RICE_1 come back', () => {
		for (const bytePix of [1, 2] as const) {
			const image = tiled({
				bitpix: bytePix === 1 ? 8 : 16,
				value: (x, y) => (bytePix === 1 ? (x * y) % 256 : x * y - 20 * x),
				pack: (values) => ({ packed: riceEncode(values, { bytePix, blockSize: 16 }) }),
				cards: [
					card('ZNAME1', "'BLOCKSIZE'"),
					card('ZVAL1', '16'),
					card('ZNAME2', "'BYTEPIX'"),
					card('ZVAL2', String(bytePix))
				]
			});
			expect(pixelsOf(image)).toEqual(valuesOf(image));
		}
	});

	test('are scaled by BSCALE and BZERO, and ZBLANK is NaN', () => {
		const cards = [card('BSCALE', '0.5'), card('BZERO', '10'), card('ZBLANK', '-7')];
		const pixels = pixelsOf(tiled({ cards }));
		expect([...pixels.slice(0, 4)]).toEqual([10, NaN, 3, -0.5]);
	});
});

describe('tiles of floats', () => {
	const floats: Partial<TiledImage> = { bitpix: -32, value: (x, y) => Math.fround(x / 7 - y / 3) };

	test('that were not scaled come back bit by bit', () => {
		const pack = (values: number[]) => ({ packed: gzipSync(shuffled(bigEndian(values, -32), 4)) });
		const image = tiled({ ...floats, compression: 'GZIP_2', pack });
		expect(pixelsOf(image)).toEqual(valuesOf(image));
	});

	test('that were scaled come back within half a step, NaN as NaN', () => {
		const pack = (values: number[]) => {
			const integers = values.map((v) => (Number.isNaN(v) ? -2147483648 : Math.round(v * 100)));
			return { packed: riceEncode(integers, RICE), scale: 0.01 };
		};
		const value = (x: number, y: number) => (x === 3 && y === 20 ? NaN : Math.sin(x + y));
		const image = tiled({ ...floats, pack, value, cards: [card('ZQUANTIZ', "'NO_DITHER'")] });
		const pixels = pixelsOf(image);
		valuesOf(image).forEach((truth, i) => {
			if (Number.isNaN(truth)) expect(pixels[i]).toBeNaN();
			else expect(Math.abs(pixels[i] - truth)).toBeLessThan(0.005001);
		});
	});

	/** The 10 000 random numbers of the standard (appendix I), which ends on the seed 1043618065. */
	test.each([1, 2])('with subtractive dither %i lose the dither again', (method) => {
		const randoms: number[] = [];
		let seed = 1;
		for (let i = 0; i < 10000; i++) {
			seed = (16807 * seed) % 2147483647;
			randoms.push(Math.fround(seed / 2147483647));
		}
		expect(seed).toBe(1043618065);
		const zdither0 = 9999;
		const pack = (values: number[], tile: number) => {
			const first = (tile + zdither0 - 1) % 10000;
			const start = Math.trunc(Math.fround(randoms[first] * 500));
			const integers = values.map((value, i) =>
				value === 0 && method === 2
					? -2147483646
					: Math.round(value / 0.01 + randoms[start + i] - 0.5)
			);
			return { packed: riceEncode(integers, RICE), scale: 0.01 };
		};
		const value = (x: number, y: number) => (y < 4 ? 0 : Math.sin(x + y));
		const cards = [
			card('ZQUANTIZ', `'SUBTRACTIVE_DITHER_${method}'`),
			card('ZDITHER0', String(zdither0))
		];
		const image = tiled({ ...floats, pack, value, cards });
		const pixels = pixelsOf(image);
		valuesOf(image).forEach((truth, i) => {
			expect(Math.abs(pixels[i] - truth)).toBeLessThan(0.005001);
			if (truth === 0 && method === 2) expect(pixels[i]).toBe(0);
		});
	});

	test('that could not be scaled are in columns of their own', () => {
		const image = tiled({
			...floats,
			cards: [card('ZQUANTIZ', "'NO_DITHER'")],
			pack(values, tile) {
				const stored = bigEndian(values, -32);
				return tile % 2 === 0 ? { gzipped: gzipSync(stored) } : { stored };
			}
		});
		expect(pixelsOf(image)).toEqual(valuesOf(image));
	});
});
