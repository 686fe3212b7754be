import { encode } from 'fast-png';
import type { FitsMap } from '#science/fits/fitsMap.ts';
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
const OPAQUE = 255;
/** Of 9: a stamp is made while somebody waits, and its noise packs no better for trying harder. */
const PACKING = 3;

/**
 * A square of an image as PNG, north up as far as the image has it so. Reads the header and the pixels it needs, not
 * the image: a survey tile is a hundred times a stamp. Blocks for the few milliseconds that takes, or for as long as
 * the tiles under a stamp take to unpack.
 */
export async function readCutout(
	storage: Storage,
	path: string,
	request: CutoutRequest
): Promise<Uint8Array<ArrayBuffer>> {
	return withFile(path, () => {
		const image = storage.openImage(path);
		try {
			return paint(image, squareAround(image, request), request);
		} finally {
			image.close();
		}
	});
}

interface Square {
	/** Corner, 0-based; may lie off the image. NaN for a position that does not project. */
	x: number;
	y: number;
	/** Pixels along a side. */
	side: number;
}

function squareAround({ header }: FitsMap, { ra, dec, sizeArcsec }: CutoutRequest): Square {
	const wcs = celestialWcs(header);
	const { x, y } = wcs.toPixel(ra, dec);
	const scale = Math.abs(wcs.pixelScales[1]) * 3600;
	const side = Math.max(3, Math.round(sizeArcsec / scale));
	return { x: Math.round(x - (side - 1) / 2), y: Math.round(y - (side - 1) / 2), side };
}

function paint(
	image: FitsMap,
	square: Square,
	{ low, high }: CutoutRequest
): Uint8Array<ArrayBuffer> {
	const step = Math.ceil(square.side / MOST_PIXELS);
	const side = Math.ceil(square.side / step);
	const picture = new Uint8Array(side * side * 2);
	for (let row = 0; row < side; row++) {
		// FITS counts rows from the bottom, PNG from the top.
		const values = rowOf(image, square, square.y + (side - 1 - row) * step);
		for (let column = 0; column < side; column++) {
			const value = values(square.x + column * step);
			// What was not measured, or lies off the image, stays clear: whatever the colours, no intensity looks like it.
			if (Number.isNaN(value)) continue;
			const at = (row * side + column) * 2;
			picture[at] = 255 * Math.min(1, Math.max(0, (value - low) / (high - low))) + 0.5;
			picture[at + 1] = OPAQUE;
		}
	}
	const png = encode(
		{ width: side, height: side, data: picture, channels: 2, depth: 8 },
		{ zlib: { level: PACKING } }
	);
	// The encoder's type allows shared memory, which it never uses.
	return png as Uint8Array<ArrayBuffer>;
}

/** Pixel x of one row of the image; NaN off it. A row at a time, so that a wide thinned square takes no more memory. */
function rowOf(image: FitsMap, square: Square, y: number): (x: number) => number {
	const from = Math.max(0, square.x);
	const to = Math.min(image.nx, square.x + square.side);
	if (!(y >= 0 && y < image.ny && from < to)) return () => NaN;
	const pixels = image.window(from, y, to, y + 1);
	return (x) => (x >= from && x < to ? pixels[x - from] : NaN);
}
