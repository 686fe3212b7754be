import { BadFits } from './badFits.ts';
import { decodePixels } from './decodePixels.ts';
import { dequantize, firstRandom } from './dequantize.ts';
import type { FitsDecoders } from './fitsMap.ts';
import type { Bitpix } from './imageShape.ts';
import { riceDecode } from './riceDecode.ts';
import type { TileRow } from './tileTable.ts';
import type { TileCompression, Tiling } from './tiling.ts';

/**
 * The pixels of one tile, row by row. A tile that could not be packed as the others is in a column of its own (FITS standard
 * 4.0 §10.1.3).
 * @param count pixels of the tile, which at the edge of the image is smaller than the others
 * @throws BadFits naming the tile
 */
export function decodeTile(
	tiling: Tiling,
	row: TileRow,
	{ count, decoders }: { count: number; decoders: FitsDecoders }
): Float32Array {
	try {
		const packed = row.array('COMPRESSED_DATA');
		if (packed !== null) return decodePacked(packed, { tiling, row, count, decoders });
		const gzipped = row.array('GZIP_COMPRESSED_DATA');
		const stored = gzipped
			? unpack(gzipped, { compression: 'GZIP_1', count, decoders })
			: row.array('UNCOMPRESSED_DATA');
		if (stored === null) throw new BadFits('it has no data');
		return decodeStored(stored, tiling, count);
	} catch (error) {
		if (!(error instanceof BadFits)) throw error;
		throw new BadFits(
			`Tile ${row.number} of the compressed image cannot be read: ${error.message}.`,
			error.keyword
		);
	}
}

interface Packed {
	tiling: Tiling;
	row: TileRow;
	count: number;
	decoders: FitsDecoders;
}

function decodePacked(packed: Uint8Array, { tiling, row, count, decoders }: Packed): Float32Array {
	const { compression } = tiling;
	if (compression === 'RICE_1') {
		if (tiling.bitpix < 0 && tiling.quantized === null) {
			throw new BadFits('RICE_1 needs integers, but ZSCALE is missing', 'ZSCALE');
		}
		return scaled(riceDecode(packed, count, tiling.rice), tiling, row);
	}
	const stored = unpack(packed, { compression, count, decoders });
	if (tiling.quantized === null) return decodeStored(stored, tiling, count);
	return scaled(storedIntegers(stored, count), tiling, row);
}

/** Integers to physical values; NaN for the blank one. */
function scaled(integers: Int32Array, tiling: Tiling, row: TileRow): Float32Array {
	const { quantized, bscale, bzero } = tiling;
	if (quantized === null) {
		const blank = row.numberIn('ZBLANK') ?? tiling.blank;
		return dequantize(integers, { scale: bscale, zero: bzero, blank, dither: null });
	}
	const { seed, keepsZeros } = quantized;
	const pixels = dequantize(integers, {
		scale: row.numberIn('ZSCALE') ?? tiling.cards.number('ZSCALE') ?? 1,
		zero: row.numberIn('ZZERO') ?? tiling.cards.number('ZZERO') ?? 0,
		blank: row.numberIn('ZBLANK') ?? tiling.zblank,
		dither: seed === null ? null : { first: firstRandom(row.number - 1, seed), keepsZeros }
	});
	if (bscale === 1 && bzero === 0) return pixels;
	return pixels.map((value) => value * bscale + bzero);
}

/** Writers pack integers in as few bytes as they need: the length tells how many (as cfitsio reads them). */
function decodeStored(stored: Uint8Array, tiling: Tiling, count: number): Float32Array {
	const bits = integerBits(stored, count);
	if (tiling.bitpix > 0) return decodePixels(stored, { ...tiling, bitpix: bits });
	if (bits === -tiling.bitpix) return decodePixels(stored, tiling);
	throw new BadFits(`its ${stored.length} bytes are not ${count} floats`);
}

function storedIntegers(stored: Uint8Array, count: number): Int32Array {
	const coding = { bitpix: integerBits(stored, count), bscale: 1, bzero: 0, blank: null };
	const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
	if (coding.bitpix === 32)
		return Int32Array.from({ length: count }, (_, i) => view.getInt32(i * 4));
	return Int32Array.from(decodePixels(stored, coding));
}

function integerBits(stored: Uint8Array, count: number): Bitpix & (8 | 16 | 32 | 64) {
	switch (stored.length / count) {
		case 1:
			return 8;
		case 2:
			return 16;
		case 4:
			return 32;
		case 8:
			return 64;
		default:
			throw new BadFits(`its ${stored.length} bytes are not ${count} pixels`);
	}
}

/** The stored form of a tile: big-endian numbers one after the other. */
function unpack(packed: Uint8Array, { compression, count, decoders }: UnpackOptions): Uint8Array {
	if (compression === 'NOCOMPRESS') return packed;
	const stored = gunzip(packed, 8 * count, decoders);
	return compression === 'GZIP_2' ? unshuffled(stored, count) : stored;
}

interface UnpackOptions {
	compression: TileCompression;
	count: number;
	decoders: FitsDecoders;
}

function gunzip(packed: Uint8Array, mostBytes: number, decoders: FitsDecoders): Uint8Array {
	try {
		return decoders.gunzip(packed, mostBytes);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new BadFits(`its gzip part is damaged (${reason})`);
	}
}

/** GZIP_2 packs the first bytes of all numbers, then all second bytes and so on (FITS standard §10.4.2). */
function unshuffled(stored: Uint8Array, count: number): Uint8Array {
	const size = integerBits(stored, count) / 8;
	const numbers = new Uint8Array(stored.length);
	for (let byte = 0; byte < size; byte++) {
		const from = byte * count;
		for (let i = 0; i < count; i++) numbers[i * size + byte] = stored[from + i];
	}
	return numbers;
}
