import { visitWithin, zoneIndex, type SkyPositions } from './zoneIndex.ts';

export interface NearestMatches {
	/** Row of the nearest catalogue position for each point, −1 when none is within the radius. */
	index: Int32Array;
	/** Degrees; NaN where there is no match. */
	separationDeg: Float64Array;
}

/** Pairs in ascending order of catalogue row, then of point row. */
export interface MatchedPairs {
	catalogue: Int32Array;
	point: Int32Array;
	separationDeg: Float64Array;
}

/**
 * The nearest catalogue position of every point within `radiusDeg` (inclusive). Of equal separations the lower catalogue row
 * wins, so that the answer never depends on the search. Points and catalogue in degrees, same frame; NaN matches nothing.
 */
export function nearestWithin(
	catalogue: SkyPositions,
	points: SkyPositions,
	radiusDeg: number
): NearestMatches {
	const zones = zoneIndex(catalogue, radiusDeg);
	const count = points.ra.length;
	const index = new Int32Array(count).fill(-1);
	const separations = new Float64Array(count).fill(NaN);
	for (let k = 0; k < count; k++) {
		let best = -1;
		let bestSeparation = Infinity;
		visitWithin(zones, points.ra[k], points.dec[k], radiusDeg, (row, separation) => {
			if (separation > bestSeparation) return;
			if (separation === bestSeparation && row > best) return;
			best = row;
			bestSeparation = separation;
		});
		if (best < 0) continue;
		index[k] = best;
		separations[k] = bestSeparation;
	}
	return { index, separationDeg: separations };
}

/** Every (catalogue, point) pair within `radiusDeg` (inclusive), degrees. */
export function pairsWithin(
	catalogue: SkyPositions,
	points: SkyPositions,
	radiusDeg: number
): MatchedPairs {
	const zones = zoneIndex(points, radiusDeg);
	const rows: number[] = [];
	const partners: number[] = [];
	const separations: number[] = [];
	for (let i = 0; i < catalogue.ra.length; i++) {
		const near: { point: number; separation: number }[] = [];
		visitWithin(zones, catalogue.ra[i], catalogue.dec[i], radiusDeg, (point, separation) => {
			near.push({ point, separation });
		});
		near.sort((a, b) => a.point - b.point);
		for (const { point, separation } of near) {
			rows.push(i);
			partners.push(point);
			separations.push(separation);
		}
	}
	return {
		catalogue: Int32Array.from(rows),
		point: Int32Array.from(partners),
		separationDeg: Float64Array.from(separations)
	};
}
