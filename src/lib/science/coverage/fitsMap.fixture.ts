import type { FitsMap } from '../fits/fitsMap.ts';
import type { FitsHeader } from '../fits/header.ts';

/** An image in memory, read by windows. */
export function mapOf(image: {
	header: FitsHeader;
	nx: number;
	ny: number;
	pixels: Float32Array;
}): FitsMap {
	const { header, nx, ny, pixels } = image;
	return {
		header,
		nx,
		ny,
		window(x0, y0, x1, y1) {
			const cut = new Float32Array((x1 - x0) * (y1 - y0));
			let at = 0;
			for (let y = y0; y < y1; y++) {
				for (let x = x0; x < x1; x++) cut[at++] = pixels[y * nx + x];
			}
			return cut;
		}
	};
}
