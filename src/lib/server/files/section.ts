import type { FitsHeader } from '#science/fits/header.ts';
import { sectionCards, type Section } from '#science/fits/sectionCards.ts';
import { writeFitsImage } from '#science/fits/writeImage.ts';
import { celestialWcs } from '#science/sky/wcs.ts';
import { Failure } from '#schema/failure.ts';
import { withFile } from './fileFailure.ts';
import type { Storage } from './storage.ts';

/** Pixels along a side of what is read whole: 16 MiB of them. */
const MOST_PIXELS = 2048;

/** A square around a position, degrees ICRS. */
export interface SquareRequest {
	ra: number;
	dec: number;
	sizeArcsec: number;
}

/** Pixels of a square, row by row from the bottom; NaN where nothing was measured and off the image. */
export interface ReadSection extends Section {
	header: FitsHeader;
	pixels: Float32Array;
}

/** A square of an image with all its pixels, read without the rest of the file. Null when the position does not project onto it. */
export async function readSection(
	storage: Storage,
	path: string,
	request: SquareRequest
): Promise<ReadSection | null> {
	return withFile(path, () => {
		const image = storage.openImage(path);
		try {
			const wcs = celestialWcs(image.header);
			const centre = wcs.icrsToPixel(request.ra, request.dec);
			if (Number.isNaN(centre.x)) return null;
			const side = Math.max(3, Math.round(request.sizeArcsec / 3600 / wcs.pixelScales[1]));
			if (side > MOST_PIXELS)
				throw new Failure('Invalid', `That is more than ${MOST_PIXELS} pixels a side.`, 'size');
			const x = Math.round(centre.x - (side - 1) / 2);
			const y = Math.round(centre.y - (side - 1) / 2);
			const section = { x, y, nx: side, ny: side };
			return { ...section, header: image.header, pixels: pixelsOf(image, section) };
		} finally {
			image.close();
		}
	});
}

/** The section as a FITS file of its own. */
export function sectionFits({ header, pixels, ...section }: ReadSection): Uint8Array<ArrayBuffer> {
	return new Uint8Array(writeFitsImage(sectionCards(header, section), pixels));
}

function pixelsOf(
	image: ReturnType<Storage['openImage']>,
	{ x, y, nx, ny }: Section
): Float32Array {
	const pixels = new Float32Array(nx * ny).fill(NaN);
	const [x0, x1] = [Math.max(0, x), Math.min(image.nx, x + nx)];
	const [y0, y1] = [Math.max(0, y), Math.min(image.ny, y + ny)];
	if (x0 >= x1 || y0 >= y1) return pixels;
	const inside = image.window(x0, y0, x1, y1);
	const width = x1 - x0;
	for (let row = y0; row < y1; row++) {
		const from = (row - y0) * width;
		pixels.set(inside.subarray(from, from + width), (row - y) * nx + (x0 - x));
	}
	return pixels;
}
