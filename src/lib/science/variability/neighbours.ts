import { DEG } from '../sky/angles.ts';
import { separationDeg } from '../sky/separation.ts';

/**
 * Distance from each position to the nearest other one, degrees (spec/pipeline.md §6, n_neighbour_dist).
 * Exact at any distance. NaN for a single position, and for one that is NaN itself.
 *
 * Positions are walked outwards in declination from each one until the declinations alone are further apart than
 * the nearest found: a few √n steps each over one field. Candidates are compared by chord, which orders
 * like the angle; the winner's separation is Vincenty's.
 */
export function nearestNeighbourDeg(ra: Float64Array, dec: Float64Array): Float64Array {
	const n = ra.length;
	const order = Int32Array.from(dec.keys())
		.filter((i) => Number.isFinite(ra[i]) && Number.isFinite(dec[i]))
		.sort((a, b) => dec[a] - dec[b] || a - b);
	const sky = sortedUnitVectors(ra, dec, order);
	const distance = new Float64Array(n).fill(NaN);
	for (let k = 0; k < order.length; k++) {
		const nearest = nearestTo(sky, k);
		if (nearest < 0) continue;
		const [a, b] = [order[k], order[nearest]];
		distance[a] = separationDeg(ra[a], dec[a], ra[b], dec[b]);
	}
	return distance;
}

interface SortedSky {
	n: number;
	/** Radians, ascending. */
	delta: Float64Array;
	x: Float64Array;
	y: Float64Array;
	z: Float64Array;
}

function sortedUnitVectors(ra: Float64Array, dec: Float64Array, order: Int32Array): SortedSky {
	const delta = Float64Array.from(order, (i) => dec[i] * DEG);
	return {
		n: order.length,
		delta,
		x: Float64Array.from(order, (i, k) => Math.cos(delta[k]) * Math.cos(ra[i] * DEG)),
		y: Float64Array.from(order, (i, k) => Math.cos(delta[k]) * Math.sin(ra[i] * DEG)),
		z: delta.map((angle) => Math.sin(angle))
	};
}

/** Place of the nearest other position in the sorted order, −1 if there is none. */
function nearestTo(sky: SortedSky, k: number): number {
	const { n, delta } = sky;
	let nearest = -1;
	let chordSquared = Infinity;
	let reach = Infinity;
	let low = k - 1;
	let high = k + 1;
	while (low >= 0 || high < n) {
		const below = low >= 0 ? delta[k] - delta[low] : Infinity;
		const above = high < n ? delta[high] - delta[k] : Infinity;
		if (Math.min(below, above) > reach) break;
		const other = below <= above ? low-- : high++;
		const squared = chordBetween(sky, k, other);
		if (!(squared < chordSquared)) continue;
		chordSquared = squared;
		nearest = other;
		// Angle of the chord, with room for its rounding.
		reach = 2 * Math.asin(Math.min(1, Math.sqrt(squared) / 2)) + 1e-14;
	}
	return nearest;
}

function chordBetween({ x, y, z }: SortedSky, a: number, b: number): number {
	return (x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2 + (z[a] - z[b]) ** 2;
}
