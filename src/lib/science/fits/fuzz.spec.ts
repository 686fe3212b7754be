import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { BadFits } from './badFits.ts';
import { card, fitsBytes } from './fitsBytes.fixture.ts';
import type { FitsDecoders } from './fitsMap.ts';
import { mutated } from './mutations.fixture.ts';
import { readFitsImage } from './readImage.ts';
import { riceEncode } from './riceEncode.fixture.ts';
import { bigEndian, shuffled, tiledFits, type TiledImage } from './tiledFits.fixture.ts';

const decoders: FitsDecoders = {
	gunzip: (packed, mostBytes) => gunzipSync(packed, { maxOutputLength: mostBytes })
};

const value = (x: number, y: number) => x * y - 7 * x;
const TILED = { nx: 40, ny: 24, tile: [16, 8], value } satisfies Partial<TiledImage>;
const rice = (values: number[]) => riceEncode(values, { bytePix: 4, blockSize: 32 });

const FILES: [string, Uint8Array][] = [
	[
		'a plain image',
		fitsBytes(
			[
				'SIMPLE  =                    T',
				card('BITPIX', '                 -32'),
				card('NAXIS', '                   4'),
				card('NAXIS1', '                  40'),
				card('NAXIS2', '                  24'),
				card('NAXIS3', '                   1'),
				card('NAXIS4', '                   1'),
				card('BLANK', '                   1'),
				card('OBJECT', "'a &'"),
				"CONTINUE  'b &'"
			],
			bigEndian(
				Array.from({ length: 960 }, (_, i) => value(i % 40, Math.floor(i / 40))),
				-32
			)
		)
	],
	[
		'RICE tiles of integers',
		tiledFits({ ...TILED, bitpix: 32, compression: 'RICE_1', pack: (v) => ({ packed: rice(v) }) })
	],
	[
		'RICE tiles of floats with dither',
		tiledFits({
			...TILED,
			bitpix: -32,
			compression: 'RICE_1',
			cards: [card('ZQUANTIZ', "'SUBTRACTIVE_DITHER_2'"), card('ZDITHER0', '77')],
			pack: (v, tile) =>
				tile === 4 ? { gzipped: gzipSync(bigEndian(v, -32)) } : { packed: rice(v), scale: 0.1 }
		})
	],
	[
		'gzip tiles',
		tiledFits({
			...TILED,
			bitpix: 32,
			compression: 'GZIP_2',
			pack: (v) => ({ packed: gzipSync(shuffled(bigEndian(v, 32), 4)) })
		})
	]
];

/** What a reader may do: give an image of a size that the file accounts for, or refuse with a sentence that says where. */
function read(bytes: Uint8Array): 'read' | 'refused' {
	const started = process.cpuUsage();
	try {
		const { nx, ny, pixels } = readFitsImage(bytes, decoders);
		expect(pixels.length).toBe(nx * ny);
		expect(pixels.length).toBeLessThanOrEqual(Math.max(2 ** 22, 275 * bytes.length));
		return 'read';
	} catch (error) {
		if (!(error instanceof BadFits)) throw error;
		expect(error.message).toMatch(/^[A-Z].*\.$/s);
		expect(error.message).toMatch(/file|header|image|Tile \d+|table|[A-Z]{4,}\d*/);
		if (error.keyword !== null) expect(error.keyword).toMatch(/^[A-Z0-9_-]{1,15}$/);
		return 'refused';
	} finally {
		// Of the processor, in µs: other programs may run beside this.
		expect(process.cpuUsage(started).user).toBeLessThan(1e6);
	}
}

test.each(FILES)(
	'%s, damaged 600 times, is read or refused',
	(name, bytes) => {
		expect(read(bytes)).toBe('read');
		const random = new Random(name);
		const outcomes = { read: 0, refused: 0 };
		for (let i = 0; i < 600; i++) outcomes[read(mutated(bytes, random))]++;
		expect(outcomes.refused).toBeGreaterThan(100);
		expect(outcomes.read).toBeGreaterThan(30);
	},
	30_000
);

describe('every card of a header, with a hostile value', () => {
	test.each(FILES)(
		'in %s',
		(_name, bytes) => {
			const hostile = ['-1', '0', '7', '999', '1E15', '99999999999', "'x'", 'T', '', '1E999'];
			for (let at = 0; at + 80 <= bytes.length; at += 80) {
				const text = String.fromCharCode(...bytes.subarray(at, at + 80));
				if (!/^[A-Z0-9 -]{8}= /.test(text)) continue;
				for (const replacement of hostile) {
					const damaged = Uint8Array.from(bytes);
					const line = card(text.slice(0, 8), replacement).padEnd(80);
					for (let i = 0; i < 80; i++) damaged[at + i] = line.charCodeAt(i);
					read(damaged);
				}
			}
		},
		30_000
	);
});

describe('hostile files', () => {
	const axes = (count: number) =>
		Array.from({ length: count }, (_, i) => card(`NAXIS${i + 1}`, i < 2 ? '2' : '1'));

	test('with 999 axes', () => {
		const cards = ['SIMPLE  = T', 'BITPIX  = 8', card('NAXIS', '999'), ...axes(999)];
		expect(read(fitsBytes(cards, new Uint8Array(4)))).toBe('read');
		expect(read(fitsBytes(cards.slice(0, -1), new Uint8Array(4)))).toBe('refused');
	});

	test('of ten million bytes without END, or of one endless text', () => {
		const start = 'SIMPLE  =                    T'.padEnd(80);
		for (const line of [
			'HISTORY x'.padEnd(80),
			"CONTINUE  'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&'".padEnd(80)
		]) {
			const text = start + "LONG    = 'x&'".padEnd(80) + line.repeat(125_000);
			expect(read(new TextEncoder().encode(text))).toBe('refused');
		}
	});

	test('of thousands of empty units', () => {
		const first = fitsBytes(['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0']);
		const unit = fitsBytes(["XTENSION= 'IMAGE   '", 'BITPIX  = 8', 'NAXIS   = 0']);
		const bytes = new Uint8Array(first.length + 3000 * unit.length);
		bytes.set(first);
		for (let i = 0; i < 3000; i++) bytes.set(unit, first.length + i * unit.length);
		expect(read(bytes)).toBe('refused');
	});

	test('with a gzip bomb in every tile', () => {
		const bomb = gzipSync(new Uint8Array(2 ** 24));
		const compression = 'GZIP_1';
		const image = tiledFits({ ...TILED, bitpix: 32, compression, pack: () => ({ packed: bomb }) });
		expect(read(image)).toBe('refused');
	});
});
