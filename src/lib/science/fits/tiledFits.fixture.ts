import { card, fitsBytes } from './fitsBytes.fixture.ts';
import { riceEncode } from './riceEncode.fixture.ts';

/** A tile-compressed image to write. Specs that pack with gzip bring the packer: this room has none. */
export interface TiledImage {
	nx: number;
	ny: number;
	bitpix: 8 | 16 | 32 | -32;
	tile: [number, number];
	compression: string;
	/** Packed bytes of a tile and where they go; the integers or floats are those of the tile, row by row. */
	pack: (values: number[], tile: number) => PackedTile;
	value: (x: number, y: number) => number;
	cards?: string[];
	/** Written before the table; an empty primary unit when left out. */
	primary?: Uint8Array;
}

export interface PackedTile {
	packed?: Uint8Array;
	gzipped?: Uint8Array;
	stored?: Uint8Array;
	scale?: number;
	zero?: number;
	blank?: number;
}

/** 50 × 30 integers in tiles of 16 × 8: the tiles at the right and at the top are smaller. */
export const INTEGER_TILES: TiledImage = {
	nx: 50,
	ny: 30,
	bitpix: 32,
	tile: [16, 8],
	compression: 'RICE_1',
	pack: (values) => ({ packed: riceEncode(values, { bytePix: 4, blockSize: 32 }) }),
	value: (x, y) => x * y - 7 * x
};

/** What reading the image should give. */
export function valuesOf({ nx, ny, value }: TiledImage): Float32Array {
	return Float32Array.from({ length: nx * ny }, (_, i) => value(i % nx, Math.floor(i / nx)));
}

const EMPTY_PRIMARY = fitsBytes(['SIMPLE  = T', card('BITPIX', '8'), card('NAXIS', '0')]);

/** Three arrays (P descriptors), two doubles and an integer. */
const ROW_BYTES = 3 * 8 + 2 * 8 + 4;
const FORMATS = [
	['COMPRESSED_DATA', '1PB(99)'],
	['GZIP_COMPRESSED_DATA', '1PB(99)'],
	['UNCOMPRESSED_DATA', '1PB(99)'],
	['ZSCALE', '1D'],
	['ZZERO', '1D'],
	['ZBLANK', '1J']
];

/** The image in a binary table behind the primary unit, a row per tile (FITS standard 4.0 §10.1). */
export function tiledFits(image: TiledImage): Uint8Array {
	const tiles = packedTiles(image);
	const rows = new Uint8Array(tiles.length * ROW_BYTES);
	const view = new DataView(rows.buffer);
	const heap: number[] = [];
	tiles.forEach((tile, i) => {
		[tile.packed, tile.gzipped, tile.stored].forEach((bytes, place) => {
			view.setInt32(i * ROW_BYTES + place * 8, bytes?.length ?? 0);
			view.setInt32(i * ROW_BYTES + place * 8 + 4, heap.length);
			heap.push(...(bytes ?? []));
		});
		view.setFloat64(i * ROW_BYTES + 24, tile.scale ?? 1);
		view.setFloat64(i * ROW_BYTES + 32, tile.zero ?? 0);
		view.setInt32(i * ROW_BYTES + 40, tile.blank ?? -2147483648);
	});
	const table = fitsBytes(
		tableCards(image, tiles.length, heap.length),
		new Uint8Array([...rows, ...heap])
	);
	return new Uint8Array([...(image.primary ?? EMPTY_PRIMARY), ...table]);
}

function packedTiles({ nx, ny, tile, pack, value }: TiledImage): PackedTile[] {
	const tiles: PackedTile[] = [];
	for (let y0 = 0; y0 < ny; y0 += tile[1]) {
		for (let x0 = 0; x0 < nx; x0 += tile[0]) {
			const values: number[] = [];
			for (let y = y0; y < Math.min(ny, y0 + tile[1]); y++)
				for (let x = x0; x < Math.min(nx, x0 + tile[0]); x++) values.push(value(x, y));
			tiles.push(pack(values, tiles.length));
		}
	}
	return tiles;
}

function tableCards(image: TiledImage, rows: number, heapBytes: number): string[] {
	// Floats are scaled to integers when their header says how.
	const columns = (image.cards ?? []).some((text) => text.startsWith('ZQUANTIZ')) ? 6 : 3;
	const unscaled = FORMATS.slice(0, columns);
	if (columns === 3) unscaled.push(['PADDING', `${ROW_BYTES - 24}B`]);
	return [
		"XTENSION= 'BINTABLE'",
		card('BITPIX', '8'),
		card('NAXIS', '2'),
		card('NAXIS1', String(ROW_BYTES)),
		card('NAXIS2', String(rows)),
		card('PCOUNT', String(heapBytes)),
		card('GCOUNT', '1'),
		card('TFIELDS', String(unscaled.length)),
		...unscaled.flatMap(([name, format], i) => [
			card(`TTYPE${i + 1}`, `'${name}'`),
			card(`TFORM${i + 1}`, `'${format}'`)
		]),
		card('ZIMAGE', 'T'),
		card('ZSIMPLE', 'T'),
		card('ZBITPIX', String(image.bitpix)),
		card('ZNAXIS', '2'),
		card('ZNAXIS1', String(image.nx)),
		card('ZNAXIS2', String(image.ny)),
		card('ZTILE1', String(image.tile[0])),
		card('ZTILE2', String(image.tile[1])),
		card('ZCMPTYPE', `'${image.compression}'`),
		card('EXTNAME', "'COMPRESSED_IMAGE'"),
		...(image.cards ?? [])
	];
}

/** Numbers one after the other, the highest byte first. */
export function bigEndian(values: number[], bitpix: 8 | 16 | 32 | -32): Uint8Array {
	const size = Math.abs(bitpix) / 8;
	const view = new DataView(new ArrayBuffer(values.length * size));
	values.forEach((value, i) => {
		if (bitpix === 8) view.setUint8(i, value);
		else if (bitpix === 16) view.setInt16(i * 2, value);
		else if (bitpix === 32) view.setInt32(i * 4, value);
		else view.setFloat32(i * 4, value);
	});
	return new Uint8Array(view.buffer);
}

/** First bytes of all numbers, then the second ones (GZIP_2, FITS standard §10.4.2). */
export function shuffled(numbers: Uint8Array, size: number): Uint8Array {
	const count = numbers.length / size;
	return numbers.map((_, i) => numbers[(i % count) * size + Math.floor(i / count)]);
}
