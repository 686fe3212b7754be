import { DEG, DEG_PER_RAD } from '../sky/angles.ts';
import { separationDeg } from '../sky/separation.ts';

/** Rows that lie close together on the sky, and the circle around them. Degrees. */
export interface SkyBlock {
	rows: Int32Array;
	ra: number;
	dec: number;
	radiusDeg: number;
}

/**
 * Splits positions (finite, degrees) into blocks of at most `limit` rows: strips across the widest axis of their unit
 * vectors, so that neither RA 0 nor a pole is special, and pieces along each strip (sort-tile-recursive packing, Leutenegger
 * 1997).
 */
export function skyBlocks(
	ra: ArrayLike<number>,
	dec: ArrayLike<number>,
	{ limit }: { limit: number }
): SkyBlock[] {
	const vectors = unitVectors(ra, dec);
	const all = Int32Array.from({ length: ra.length }, (_, row) => row);
	const nStrips = Math.ceil(Math.sqrt(ra.length / limit));
	const stripRows = limit * Math.ceil(ra.length / limit / Math.max(1, nStrips));
	const parts = pieces(all, vectors, stripRows).flatMap((strip) => pieces(strip, vectors, limit));
	return parts.map((rows) => enclosed(rows, { ra, dec, vectors }));
}

function unitVectors(ra: ArrayLike<number>, dec: ArrayLike<number>): Float64Array {
	const vectors = new Float64Array(ra.length * 3);
	for (let row = 0; row < ra.length; row++) {
		const [alpha, delta] = [ra[row] * DEG, dec[row] * DEG];
		const cosDelta = Math.cos(delta);
		vectors[row * 3] = cosDelta * Math.cos(alpha);
		vectors[row * 3 + 1] = cosDelta * Math.sin(alpha);
		vectors[row * 3 + 2] = Math.sin(delta);
	}
	return vectors;
}

/** Rows in pieces of at most `limit`, one behind the other along their widest axis. */
function pieces(rows: Int32Array, vectors: Float64Array, limit: number): Int32Array[] {
	const axis = widestAxis(rows, vectors);
	// Ties by row, so that the same catalogue always gives the same blocks.
	rows.sort((a, b) => vectors[a * 3 + axis] - vectors[b * 3 + axis] || a - b);
	const found: Int32Array[] = [];
	for (let from = 0; from < rows.length; from += limit) found.push(rows.slice(from, from + limit));
	return found;
}

function widestAxis(rows: Int32Array, vectors: Float64Array): number {
	let widest = 0;
	let width = -1;
	for (let axis = 0; axis < 3; axis++) {
		let low = Infinity;
		let high = -Infinity;
		for (const row of rows) {
			low = Math.min(low, vectors[row * 3 + axis]);
			high = Math.max(high, vectors[row * 3 + axis]);
		}
		if (high - low > width) {
			width = high - low;
			widest = axis;
		}
	}
	return widest;
}

/** The circle about the rows' mean direction that holds them all. */
function enclosed(
	rows: Int32Array,
	{ ra, dec, vectors }: { ra: ArrayLike<number>; dec: ArrayLike<number>; vectors: Float64Array }
): SkyBlock {
	let [x, y, z] = [0, 0, 0];
	for (const row of rows) {
		x += vectors[row * 3];
		y += vectors[row * 3 + 1];
		z += vectors[row * 3 + 2];
	}
	const centreRa = Math.atan2(y, x) * DEG_PER_RAD;
	const centreDec = Math.atan2(z, Math.hypot(x, y)) * DEG_PER_RAD;
	let radiusDeg = 0;
	for (const row of rows)
		radiusDeg = Math.max(radiusDeg, separationDeg(centreRa, centreDec, ra[row], dec[row]));
	return { rows, ra: centreRa, dec: centreDec, radiusDeg };
}
