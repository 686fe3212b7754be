import { BadFits } from './badFits.ts';
import { byteSource } from './byteSource.ts';
import type { FitsDecoders } from './fitsMap.ts';
import type { FitsHeader } from './header.ts';
import { openFitsMap } from './openFitsMap.ts';

/**
 * An image of the sky, squeezed to two dimensions. Pixel (x, y), counted from 0, is pixels[y·nx + x], in the unit BUNIT names
 * (Jy/beam for ASKAP). NaN means not measured and is kept. Always float32: for BITPIX 32, 64 and -64 that is a rounding.
 */
export interface FitsImage {
	header: FitsHeader;
	nx: number;
	ny: number;
	pixels: Float32Array;
}

/**
 * Reads the image of a whole FITS file, plain or tile-compressed.
 * @param decoders only tiles packed with gzip need them
 * @throws BadFits
 */
export function readFitsImage(bytes: Uint8Array, decoders: FitsDecoders = WITHOUT): FitsImage {
	const map = openFitsMap(byteSource(bytes), decoders);
	const { header, nx, ny } = map;
	return { header, nx, ny, pixels: map.window(0, 0, nx, ny) };
}

const WITHOUT: FitsDecoders = {
	gunzip() {
		throw new BadFits('gzip is not available here');
	}
};
