import { BadFits } from '../fits/badFits.ts';
import type { FitsImage } from '../fits/readImage.ts';
import { celestialWcs } from '../sky/wcs.ts';

/**
 * A function that measures a noise map (Jy/beam) at ICRS positions (degrees) and gives mJy/beam (spec/pipeline.md §5.3).
 * NaN: too near to the edge (1.5 beams times `edgeBufferScale`), outside, or a blank pixel within half a beam.
 * A 0 in the map is an ordinary 0.
 */
export function noiseAt(
	map: FitsImage,
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
		if (!inside || hasBlank(map, { row, column, half })) return NaN;
		return map.pixels[row * map.nx + column] * 1000;
	};
}

/** Whether any pixel of the half-open box [row−half, row+half) × [column−half, column+half) is NaN. */
function hasBlank(
	{ nx, ny, pixels }: FitsImage,
	{ row, column, half }: { row: number; column: number; half: number }
): boolean {
	for (let y = Math.max(0, row - half); y < Math.min(ny, row + half); y++) {
		for (let x = Math.max(0, column - half); x < Math.min(nx, column + half); x++) {
			if (Number.isNaN(pixels[y * nx + x])) return true;
		}
	}
	return false;
}

/** As numpy and Python round: halves to the even neighbour. */
function roundHalfEven(value: number): number {
	const floor = Math.floor(value);
	const rest = value - floor;
	if (rest !== 0.5) return Math.round(value);
	return floor % 2 === 0 ? floor : floor + 1;
}
