import { dataBytes, imageShape, refuseTruncated, type ImageShape } from './imageShape.ts';
import type { FitsUnit } from './imageUnit.ts';

/** Where the pixels of a two-dimensional image lie in its file. Row y starts at dataOffset + y·nx·bytesPerPixel. */
export interface ImageLayout extends ImageShape {
	dataOffset: number;
	bytesPerPixel: number;
}

/**
 * Nothing is allocated for pixels, and a header that promises more than the file holds is refused here.
 * @throws BadFits
 */
export function plainLayout({ cards, dataOffset }: FitsUnit, fileBytes: number): ImageLayout {
	const shape = imageShape(cards);
	refuseTruncated(dataBytes(cards), fileBytes - dataOffset, 'pixels');
	return { ...shape, dataOffset, bytesPerPixel: Math.abs(shape.bitpix) / 8 };
}
