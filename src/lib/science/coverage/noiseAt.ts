import { BadFits } from '../fits/badFits.ts';
import type { FitsMap } from '../fits/fitsMap.ts';
import { celestialWcs } from '../sky/wcs.ts';
import { roundHalfEven } from './roundHalfEven.ts';

/**
 * A function that measures a noise map (Jy/beam) at ICRS positions (degrees) and gives mJy/beam (spec/pipeline.md §5.3).
 * NaN: too near to the edge (1.5 beams times `edgeBufferScale`), outside, or a blank pixel within half a beam.
 * A 0 in the map is an ordinary 0. Each look reads one window of the size of the beam.
 */
export function noiseAt(
	map: FitsMap,
	name: string,
	edgeBufferScale: number
): (ra: number, dec: number) => number {
	const wcs = celestialWcs(map.header);
	const bmaj = map.header.number('BMAJ');
	if (bmaj === null) throw new BadFits(`The noise map of ${name} has no BMAJ keyword.`, 'BMAJ');
	// Beam in pixels of the second projection-plane axis.
	const beam = bmaj / wcs.pixelScales[1];
	const edge = roundHalfEven(roundHalfEven(1.5 * beam) * edgeBufferScale);
	const half = roundHalfEven(beam / 2);

	return (ra, dec) => {
		const { x, y } = wcs.icrsToPixel(ra, dec);
		const column = Math.floor(x + 0.5);
		const row = Math.floor(y + 0.5);
		const inside = row >= edge && row < map.ny - edge && column >= edge && column < map.nx - edge;
		if (!inside || row < 0 || row >= map.ny || column < 0 || column >= map.nx) return NaN;
		return clearPixel(map, { row, column, half }) * 1000;
	};
}

/** The pixel, or NaN if any of the half-open box [row−half, row+half) × [column−half, column+half) is NaN. */
function clearPixel(
	map: FitsMap,
	{ row, column, half }: { row: number; column: number; half: number }
): number {
	const x0 = Math.max(0, column - half);
	const y0 = Math.max(0, row - half);
	// A box of no size still holds the pixel itself.
	const x1 = Math.min(map.nx, Math.max(column + half, column + 1));
	const y1 = Math.min(map.ny, Math.max(row + half, row + 1));
	const box = map.window(x0, y0, x1, y1);
	return box.some(Number.isNaN) ? NaN : box[(row - y0) * (x1 - x0) + (column - x0)];
}
