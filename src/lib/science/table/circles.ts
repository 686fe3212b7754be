import { separationDeg } from '../sky/separation.ts';
import type { NumberColumn } from './rows.ts';

/** Circles on the sky, degrees, ready to be asked about many positions. */
export interface Circles {
	/** In order of declination. */
	ra: Float64Array;
	dec: Float64Array;
	radiusDeg: Float64Array;
	largestRadiusDeg: number;
}

export interface Circle {
	ra: number;
	dec: number;
	radiusDeg: number;
}

export function circlesOf(circles: readonly Circle[]): Circles {
	const sorted = [...circles].sort((a, b) => a.dec - b.dec);
	return {
		ra: Float64Array.from(sorted, ({ ra }) => ra),
		dec: Float64Array.from(sorted, ({ dec }) => dec),
		radiusDeg: Float64Array.from(sorted, ({ radiusDeg }) => radiusDeg),
		largestRadiusDeg: Math.max(0, ...circles.map(({ radiusDeg }) => radiusDeg))
	};
}

/** Those of the rows that lie within any of the circles, edges included. Degrees; NaN lies in none. */
export function rowsInCircles(
	rows: Uint32Array,
	ra: NumberColumn,
	dec: NumberColumn,
	circles: Circles
): Uint32Array {
	const kept = new Uint32Array(rows.length);
	let count = 0;
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i];
		if (isInAny(circles, ra[row], dec[row])) kept[count++] = row;
	}
	return kept.subarray(0, count);
}

/** Degrees from a position to the centre of the nearest circle that holds it; NaN when none does. */
export function separationWithin(circles: Circles, ra: number, dec: number): number {
	let nearest = NaN;
	for (let at = firstNear(circles, dec); at < circles.dec.length; at++) {
		if (circles.dec[at] > dec + circles.largestRadiusDeg + ROUNDING_DEG) break;
		const separation = separationDeg(ra, dec, circles.ra[at], circles.dec[at]);
		if (separation <= circles.radiusDeg[at] && !(separation >= nearest)) nearest = separation;
	}
	return nearest;
}

function isInAny(circles: Circles, ra: number, dec: number): boolean {
	for (let at = firstNear(circles, dec); at < circles.dec.length; at++) {
		if (circles.dec[at] > dec + circles.largestRadiusDeg + ROUNDING_DEG) return false;
		// Two positions are never nearer than their declinations are.
		if (Math.abs(circles.dec[at] - dec) > circles.radiusDeg[at] + ROUNDING_DEG) continue;
		if (separationDeg(ra, dec, circles.ra[at], circles.dec[at]) <= circles.radiusDeg[at])
			return true;
	}
	return false;
}

/** The declination band must not cut off what the separation, with its own rounding, keeps. */
const ROUNDING_DEG = 1e-12;

/** The first circle that is not too far south. */
function firstNear({ dec, largestRadiusDeg }: Circles, ofDec: number): number {
	const from = ofDec - largestRadiusDeg - ROUNDING_DEG;
	let low = 0;
	let high = dec.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (dec[middle] < from) low = middle + 1;
		else high = middle;
	}
	return low;
}
