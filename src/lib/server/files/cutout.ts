import { encode } from 'fast-png';
import { imageLayout, type ImageLayout } from '#science/fits/imageLayout.ts';
import { decodePixels } from '#science/fits/readImage.ts';
import { celestialWcs } from '#science/sky/wcs.ts';
import { withFile } from './fileFailure.ts';
import type { Storage } from './storage.ts';

export interface CutoutRequest {
	/** Degrees, ICRS. */
	ra: number;
	dec: number;
	sizeArcsec: number;
	/** Jy/beam shown black and white. */
	low: number;
	high: number;
}

/** Larger squares are thinned: nobody looks at more pixels on a stamp. */
const MOST_PIXELS = 512;
/** Blue-grey for what was not measured and what lies off the image: no intensity looks like it. */
const NO_VALUE: readonly [number, number, number] = [46, 54, 79];

/**
 * A square of an image as PNG, north up as far as the image has it so. Reads the header and the rows it needs, not
 * the image: a survey tile is a hundred times a stamp.
 */
export async function readCutout(
	storage: Storage,
	path: string,
	request: CutoutRequest
): Promise<Uint8Array<ArrayBuffer>> {
	return withFile(path, async () => {
		const layout = await readLayout(storage, path);
		const square = squareAround(layout, request);
		const rows = await readRows(storage, path, { layout, square });
		return paint({ layout, square, rows }, request);
	});
}

interface Square {
	/** Corner, 0-based; may lie off the image. */
	x: number;
	y: number;
	/** Pixels along a side. */
	side: number;
}

interface Rows {
	first: number;
	pixels: Float32Array;
}

/** Header cards come in blocks of 2880 bytes; few images have more than eleven. */
const HEADER_GUESS = 2880 * 12;

async function readLayout(storage: Storage, path: string): Promise<ImageLayout> {
	const { bytes: fileBytes } = await storage.fingerprint(path);
	for (let guess = HEADER_GUESS; ; guess *= 4) {
		const start = await storage.readRange(path, 0, Math.min(guess, fileBytes));
		const layout = imageLayout(start, fileBytes);
		if (layout) return layout;
	}
}

function squareAround({ header }: ImageLayout, { ra, dec, sizeArcsec }: CutoutRequest): Square {
	const wcs = celestialWcs(header);
	const { x, y } = wcs.toPixel(ra, dec);
	const scale = Math.abs(wcs.pixelScales[1]) * 3600;
	const side = Math.max(3, Math.round(sizeArcsec / scale));
	return { x: Math.round(x - (side - 1) / 2), y: Math.round(y - (side - 1) / 2), side };
}

async function readRows(
	storage: Storage,
	path: string,
	{ layout, square }: { layout: ImageLayout; square: Square }
): Promise<Rows> {
	const first = Math.min(layout.ny, Math.max(0, square.y));
	const end = Math.max(first, Math.min(layout.ny, square.y + square.side));
	// A position that does not project has no rows.
	if (!Number.isFinite(square.y)) return { first: 0, pixels: new Float32Array() };
	const rowBytes = layout.nx * layout.bytesPerPixel;
	const start = layout.dataOffset + first * rowBytes;
	const stored = await storage.readRange(path, start, start + (end - first) * rowBytes);
	return { first, pixels: decodePixels(stored, layout) };
}

interface Painting {
	layout: ImageLayout;
	square: Square;
	rows: Rows;
}

function paint(
	{ layout, square, rows }: Painting,
	{ low, high }: CutoutRequest
): Uint8Array<ArrayBuffer> {
	const step = Math.ceil(square.side / MOST_PIXELS);
	const side = Math.ceil(square.side / step);
	const picture = new Uint8Array(side * side * 3);
	const nRows = rows.pixels.length / layout.nx;
	for (let row = 0; row < side; row++) {
		// FITS counts rows from the bottom, PNG from the top.
		const y = square.y + (side - 1 - row) * step - rows.first;
		for (let column = 0; column < side; column++) {
			const x = square.x + column * step;
			const inside = x >= 0 && x < layout.nx && y >= 0 && y < nRows;
			const value = inside ? rows.pixels[y * layout.nx + x] : NaN;
			picture.set(shade(value, low, high), (row * side + column) * 3);
		}
	}
	const png = encode({ width: side, height: side, data: picture, channels: 3, depth: 8 });
	// The encoder's type allows shared memory, which it never uses.
	return png as Uint8Array<ArrayBuffer>;
}

function shade(value: number, low: number, high: number): readonly [number, number, number] {
	if (Number.isNaN(value)) return NO_VALUE;
	const grey = Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))));
	return [grey, grey, grey];
}
