import { ang2pix_nest, ring2nest } from '@hscmap/healpix';
import { DEG } from '../sky/angles.ts';
import { icrsToGalactic } from '../sky/frame.ts';

/** Cells of 55′: the maps themselves resolve 6′ to 1°, and scattering is averaged over more than that. */
export const HALPHA_NSIDE = 64;
const CELLS = 12 * HALPHA_NSIDE ** 2;

export type HalphaFrame = 'galactic' | 'icrs';

/** Hα brightness over the sky. */
export interface HalphaMap {
	frame: HalphaFrame;
	/** Of each HEALPix cell, nested, NSIDE 64; NaN where nothing was observed. */
	rayleigh: Float32Array;
}

/** A whole map as its file has it. */
interface FineMap {
	nside: number;
	isNested: boolean;
	/** Number of the cell of each value; null: they are all there, in order. */
	cells: ArrayLike<number> | null;
	values: ArrayLike<number>;
}

/** Mean of the observed pixels in each cell; a coarser map is spread out. Negative and marked pixels (−1.6375e30) are none. */
export function degradedHalpha({ nside, isNested, cells, values }: FineMap): Float32Array {
	const sums = new Float64Array(CELLS);
	const counts = new Uint32Array(CELLS);
	const ratio = (nside / HALPHA_NSIDE) ** 2;
	for (let k = 0; k < values.length; k += 1) {
		const value = values[k];
		if (!(value >= 0)) continue;
		const pixel = cells === null ? k : cells[k];
		const nested = isNested ? pixel : ring2nest(nside, pixel);
		const first = Math.floor(nested / ratio);
		for (let cell = first; cell < Math.max(first + 1, (nested + 1) / ratio); cell += 1) {
			sums[cell] += value;
			counts[cell] += 1;
		}
	}
	return Float32Array.from(sums, (sum, cell) => (counts[cell] > 0 ? sum / counts[cell] : NaN));
}

/** Rayleigh at a position in ICRS degrees; NaN where the map has nothing. */
export function halphaAt({ frame, rayleigh }: HalphaMap, raDeg: number, decDeg: number): number {
	const { l, b } = frame === 'galactic' ? icrsToGalactic(raDeg, decDeg) : { l: raDeg, b: decDeg };
	if (!Number.isFinite(l + b)) return NaN;
	return rayleigh[ang2pix_nest(HALPHA_NSIDE, (90 - b) * DEG, l * DEG)];
}
