import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BadFits } from './badFits.ts';
import { byteSource } from './byteSource.ts';
import { card, fitsBytes } from './fitsBytes.fixture.ts';
import type { FitsDecoders } from './fitsMap.ts';
import { openFitsMap } from './openFitsMap.ts';
import { readFitsImage } from './readImage.ts';
import {
	bigEndian,
	INTEGER_TILES,
	tiledFits,
	valuesOf,
	type TiledImage
} from './tiledFits.fixture.ts';

const decoders: FitsDecoders = {
	gunzip: (packed, mostBytes) => gunzipSync(packed, { maxOutputLength: mostBytes })
};

function tiled(changes: Partial<TiledImage>): TiledImage {
	return { ...INTEGER_TILES, ...changes };
}

function refusal(bytes: Uint8Array): BadFits {
	try {
		readFitsImage(bytes, decoders);
	} catch (error) {
		if (error instanceof BadFits) return error;
		throw error;
	}
	throw new Error('was not refused');
}

describe('the header of a compressed image', () => {
	const { header } = readFitsImage(tiledFits(tiled({ cards: [card('BUNIT', "'Jy/beam'")] })));

	test('is the one it had before it was packed', () => {
		expect(header.number('NAXIS1')).toBe(50);
		expect(header.number('NAXIS2')).toBe(30);
		expect(header.number('BITPIX')).toBe(32);
		expect(header.isTrue('SIMPLE')).toBe(true);
		expect(header.text('BUNIT')).toBe('Jy/beam');
	});

	test('says nothing of the table', () => {
		expect(header.keys().filter((key) => /^(Z|T|PCOUNT|XTENSION|EXTNAME)/.test(key))).toEqual([]);
	});
});

describe('which unit holds the image', () => {
	const plain = fitsBytes(
		['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 2', 'NAXIS2  = 1'],
		Uint8Array.of(5, 6)
	);

	test('a compressed first extension comes before the primary unit', () => {
		expect(readFitsImage(tiledFits(tiled({ primary: plain }))).nx).toBe(50);
	});

	test('else the primary unit, whatever follows it', () => {
		const table = fitsBytes([
			"XTENSION= 'BINTABLE'",
			...['BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 0', 'NAXIS2  = 0']
		]);
		const compressed = tiledFits(INTEGER_TILES).subarray(2880);
		for (const rest of [table, [...table, ...compressed], Array<number>(2880).fill(7)]) {
			expect(readFitsImage(new Uint8Array([...plain, ...rest])).nx).toBe(2);
		}
	});
});

/** Every window is the same part of the whole image, and of a plain image only its rows are read. */
describe('a window', () => {
	const plain = fitsBytes(
		['SIMPLE  = T', 'BITPIX  = 32', 'NAXIS   = 2', 'NAXIS1  = 50', 'NAXIS2  = 30'],
		bigEndian([...valuesOf(INTEGER_TILES)], 32)
	);

	test.each([
		['plain', plain],
		['compressed', tiledFits(INTEGER_TILES)]
	])('of a %s image is a part of it', (_kind, bytes) => {
		const map = openFitsMap(byteSource(bytes), decoders);
		const whole = map.window(0, 0, 50, 30);
		expect(whole).toEqual(valuesOf(INTEGER_TILES));
		for (const [x0, y0, x1, y1] of [
			[0, 0, 1, 1],
			[49, 29, 50, 30],
			[15, 7, 17, 9],
			[0, 5, 50, 6],
			[3, 0, 40, 30],
			[20, 10, 20, 10]
		]) {
			const part = whole.filter((_, i) => {
				const [x, y] = [i % 50, Math.floor(i / 50)];
				return x >= x0 && x < x1 && y >= y0 && y < y1;
			});
			expect(map.window(x0, y0, x1, y1)).toEqual(part);
		}
	});

	test('reads no more than it needs', () => {
		let most = 0;
		const source = byteSource(plain);
		const counting = {
			bytes: source.bytes,
			read(offset: number, length: number) {
				most = Math.max(most, offset + length);
				return source.read(offset, length);
			}
		};
		const map = openFitsMap(counting, decoders);
		map.window(0, 0, 50, 3);
		expect(most).toBe(2880 + 3 * 50 * 4);
	});
});

describe('a compressed image is refused with its reason when', () => {
	test('its packing is not read here', () => {
		const { message, keyword } = refusal(tiledFits(tiled({ compression: 'HCOMPRESS_1' })));
		expect(message).toContain('HCOMPRESS_1');
		expect(message).toContain('funpack');
		expect(keyword).toBe('ZCMPTYPE');
	});

	test('a tile is damaged, by its number', () => {
		const pack = (values: number[], tile: number) => {
			const gzipped = gzipSync(bigEndian(values, 32));
			return { packed: tile === 2 ? gzipped.subarray(0, 9) : gzipped };
		};
		expect(refusal(tiledFits(tiled({ compression: 'GZIP_1', pack }))).message).toContain(
			'Tile 3 of'
		);
	});

	test('a tile unpacks to more than it may', () => {
		const bomb = gzipSync(new Uint8Array(1e6));
		const image = tiled({ compression: 'GZIP_1', pack: () => ({ packed: bomb }) });
		expect(refusal(tiledFits(image)).message).toContain('Tile 1 of');
	});

	test('its header promises more pixels than its tiles hold', () => {
		const text = new TextDecoder('latin1').decode(tiledFits(INTEGER_TILES));
		const huge = text
			.replace('ZNAXIS1 = 50  ', 'ZNAXIS1 = 5e7 ')
			.replace('ZTILE1  = 16 ', 'ZTILE1  = 5e7');
		const bytes = Uint8Array.from(huge, (letter) => letter.charCodeAt(0));
		expect(refusal(bytes).message).toContain('more than');
	});

	test('it is cut off', () => {
		const bytes = tiledFits(INTEGER_TILES);
		expect(refusal(bytes.subarray(0, bytes.length - 2880)).message).toContain('truncated');
	});
});
