import { BadFits } from './badFits.ts';
import {
	dataBytes,
	imageShape,
	refuseTruncated,
	wholeNumber,
	type ImageShape
} from './imageShape.ts';
import type { FitsUnit } from './imageUnit.ts';
import type { FitsHeader } from './header.ts';
import { tableColumns, type TableColumn } from './tableColumns.ts';
import { uncompressedHeader } from './uncompressedHeader.ts';

export type TileCompression = 'RICE_1' | 'GZIP_1' | 'GZIP_2' | 'NOCOMPRESS';

/** How the tiles of an image lie in a binary table and how they are packed (FITS standard 4.0 §10). */
export interface Tiling extends ImageShape {
	tileNx: number;
	tileNy: number;
	tilesAcross: number;
	compression: TileCompression;
	/** RICE_1 only: bytes of the integers that were packed, and how many share a block. */
	rice: RiceOptions;
	/** Floats were scaled to integers; `seed` null: without dither. */
	quantized: { seed: number | null; keepsZeros: boolean } | null;
	/** Scaled integer that stands for NaN, where no column gives one. */
	zblank: number | null;
	table: { offset: number; rowBytes: number; heapOffset: number; heapEnd: number };
	columns: Map<string, TableColumn>;
	/** Header with the keywords of the table. */
	cards: FitsHeader;
}

export interface RiceOptions {
	bytePix: 1 | 2 | 4;
	blockSize: number;
}

/** @throws BadFits naming the keyword */
export function readTiling({ cards, dataOffset }: FitsUnit, fileBytes: number): Tiling {
	const compression = readCompression(cards);
	const shape = imageShape(uncompressedHeader(cards));
	const columns = tableColumns(cards);
	if (!columns.has('COMPRESSED_DATA')) {
		throw new BadFits('The table of the compressed image has no column COMPRESSED_DATA.', 'TTYPE1');
	}
	const dataLength = dataBytes(cards);
	refuseTruncated(dataLength, fileBytes - dataOffset, 'tiles');
	refuseHuge(shape, dataLength);
	const tileNx = tileSize(cards, 'ZTILE1', shape.nx);
	const tileNy = tileSize(cards, 'ZTILE2', 1);
	const tilesAcross = Math.ceil(shape.nx / tileNx);
	refuseMissingTiles(cards, tilesAcross * Math.ceil(shape.ny / tileNy));
	return {
		...shape,
		tileNx: Math.min(tileNx, shape.nx),
		tileNy: Math.min(tileNy, shape.ny),
		tilesAcross,
		compression,
		rice: compression === 'RICE_1' ? readRice(cards) : { bytePix: 4, blockSize: 32 },
		quantized: shape.bitpix < 0 ? readQuantization(cards, columns) : null,
		zblank: cards.number('ZBLANK') ?? cards.number('BLANK'),
		table: tablePlace(cards, dataOffset, dataLength),
		columns,
		cards
	};
}

function readCompression(cards: FitsHeader): TileCompression {
	const name = (cards.text('ZCMPTYPE') ?? '').toUpperCase();
	switch (name) {
		case 'RICE_1':
		case 'RICE_ONE':
			return 'RICE_1';
		case 'GZIP_1':
		case 'GZIP_2':
		case 'NOCOMPRESS':
			return name;
		default:
			throw new BadFits(
				`ZCMPTYPE is ${cards.shown('ZCMPTYPE') ?? 'missing'}: only tiles packed with RICE_1, GZIP_1 or GZIP_2 are read, so unpack the file with funpack first.`,
				'ZCMPTYPE'
			);
	}
}

/** deflate makes 1032 bytes of one at the most; RICE_1 in blocks of 32 makes 205. */
const MOST_GROWTH = 1100;
/** 16 MB, whatever the file. */
const ALWAYS_ALLOWED_PIXELS = 2 ** 22;

/** The header alone could promise an image that no memory holds. */
function refuseHuge({ nx, ny }: ImageShape, dataLength: number): void {
	const pixels = nx * ny;
	if (pixels === 0) throw new BadFits('The compressed image has no pixels.', 'ZNAXIS1');
	if (pixels <= Math.max(ALWAYS_ALLOWED_PIXELS, (dataLength * MOST_GROWTH) / 4)) return;
	throw new BadFits(
		`ZNAXIS1 and ZNAXIS2 promise ${nx} × ${ny} pixels, more than ${dataLength} bytes of tiles can hold.`,
		'ZNAXIS1'
	);
}

function tileSize(cards: FitsHeader, key: string, usual: number): number {
	if (!cards.has(key)) return usual;
	const size = wholeNumber(cards, key);
	if (size > 0) return size;
	throw new BadFits(`${key} is 0, where the size of a tile is needed.`, key);
}

function refuseMissingTiles(cards: FitsHeader, needed: number): void {
	const rows = wholeNumber(cards, 'NAXIS2');
	if (rows >= needed) return;
	throw new BadFits(`The table has ${rows} rows, where the image needs ${needed} tiles.`, 'NAXIS2');
}

/** The parameters ZNAMEn = ZVALn of the algorithm (FITS standard §10.4.1). */
function readRice(cards: FitsHeader): RiceOptions {
	const parameters = new Map<string, number>();
	for (let n = 1; n <= 999 && cards.has(`ZNAME${n}`); n++) {
		const name = cards.text(`ZNAME${n}`) ?? '';
		parameters.set(name.toUpperCase(), cards.number(`ZVAL${n}`) ?? NaN);
	}
	const bytePix = parameters.get('BYTEPIX') ?? 4;
	const blockSize = parameters.get('BLOCKSIZE') ?? 32;
	if (bytePix !== 1 && bytePix !== 2 && bytePix !== 4) {
		throw new BadFits(`BYTEPIX is ${bytePix}, where RICE_1 knows 1, 2 and 4.`, 'ZVAL2');
	}
	if (Number.isSafeInteger(blockSize) && blockSize > 0) return { bytePix, blockSize };
	throw new BadFits(`BLOCKSIZE is ${blockSize}, where a whole number is needed.`, 'ZVAL1');
}

/** FITS standard §10.2: floats without a scale are packed as they are. */
function readQuantization(
	cards: FitsHeader,
	columns: Map<string, TableColumn>
): Tiling['quantized'] {
	const method = (cards.text('ZQUANTIZ') ?? 'NO_DITHER').toUpperCase();
	if (method === 'NONE' || !(columns.has('ZSCALE') || cards.has('ZSCALE'))) return null;
	if (method === 'NO_DITHER') return { seed: null, keepsZeros: false };
	if (method !== 'SUBTRACTIVE_DITHER_1' && method !== 'SUBTRACTIVE_DITHER_2') {
		throw new BadFits(
			`ZQUANTIZ is '${method}': only NO_DITHER, SUBTRACTIVE_DITHER_1 and 2 are read, so unpack the file with funpack first.`,
			'ZQUANTIZ'
		);
	}
	const seed = cards.has('ZDITHER0') ? wholeNumber(cards, 'ZDITHER0') : 0;
	return { seed, keepsZeros: method === 'SUBTRACTIVE_DITHER_2' };
}

function tablePlace(cards: FitsHeader, offset: number, dataLength: number): Tiling['table'] {
	const rowBytes = wholeNumber(cards, 'NAXIS1');
	const rowsEnd = rowBytes * wholeNumber(cards, 'NAXIS2');
	const heap = cards.has('THEAP') ? wholeNumber(cards, 'THEAP') : rowsEnd;
	if (heap >= rowsEnd && heap <= dataLength) {
		return { offset, rowBytes, heapOffset: offset + heap, heapEnd: offset + dataLength };
	}
	throw new BadFits(`THEAP is ${heap}, which lies outside the data of the table.`, 'THEAP');
}
