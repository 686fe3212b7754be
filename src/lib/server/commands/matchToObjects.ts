import { pairsWithin } from '#science/sky/crossMatch.ts';

/** Positions with their 1 σ, all in degrees; NaN or 0 for an unknown σ. */
export interface UncertainPositions {
	ra: Float64Array;
	dec: Float64Array;
	uncertaintyDeg: Float64Array;
}

export interface ObjectMatch {
	/** Row of the object for each source; −1 where it becomes a new object. */
	object: Int32Array;
	/** Sources with other objects in question besides the one they got, nearest first. */
	merged: { source: number; others: number[] }[];
	/** Sources that became new objects because a nearer source got theirs. */
	split: { source: number; wanted: number }[];
}

interface Reach {
	object: number;
	source: number;
	separationDeg: number;
	/** 3 σ of both positions combined. */
	threeSigmaDeg: number;
}

/** Nothing is sought farther away than this, however uncertain a position claims to be. */
const FARTHEST_DEG = 120 / 3600;

/**
 * Links the sources of one run to sky objects (design.md §7 ruling 1): the nearest object within max(radius, 3 σ of
 * both positions combined). One object takes one source and one source one object, the nearest pair first; ties go to
 * the lower object row, then the lower source row.
 *
 * Another object in reach makes a link doubtful when no source of the run claims that object (two objects have become
 * one source), or when it lies within 3 σ, so that the positions cannot tell the two apart. Two sources side by side that
 * find their two objects again are not doubtful.
 */
export function matchToObjects(
	objects: UncertainPositions,
	sources: UncertainPositions,
	radiusDeg: number
): ObjectMatch {
	const reaches = reachable(objects, sources, radiusDeg);
	const object = new Int32Array(sources.ra.length).fill(-1);
	const taken = new Uint8Array(objects.ra.length);
	for (const reach of reaches) {
		if (object[reach.source] >= 0 || taken[reach.object]) continue;
		object[reach.source] = reach.object;
		taken[reach.object] = 1;
	}
	const split = new Map<number, number>();
	const others = new Map<number, number[]>();
	for (const reach of reaches) {
		const got = object[reach.source];
		if (got < 0) {
			if (!split.has(reach.source)) split.set(reach.source, reach.object);
			continue;
		}
		const doubtful = !taken[reach.object] || reach.separationDeg <= reach.threeSigmaDeg;
		if (got === reach.object || !doubtful) continue;
		others.set(reach.source, [...(others.get(reach.source) ?? []), reach.object]);
	}
	return {
		object,
		merged: [...others].map(([source, rows]) => ({ source, others: rows })),
		split: [...split].map(([source, wanted]) => ({ source, wanted }))
	};
}

/** How far from a position of this σ its partner may be sought, degrees. */
export function farthestReachDeg(radiusDeg: number, sigma1: number, sigma2: number): number {
	return Math.min(FARTHEST_DEG, Math.max(radiusDeg, 3 * Math.hypot(sigma1 || 0, sigma2 || 0)));
}

/** Every pair in reach of each other, nearest first. */
function reachable(
	objects: UncertainPositions,
	sources: UncertainPositions,
	radiusDeg: number
): Reach[] {
	const farthest = farthestReachDeg(
		radiusDeg,
		largest(objects.uncertaintyDeg),
		largest(sources.uncertaintyDeg)
	);
	const pairs = pairsWithin(objects, sources, farthest);
	const reaches: Reach[] = [];
	for (let i = 0; i < pairs.catalogue.length; i++) {
		const object = pairs.catalogue[i];
		const source = pairs.point[i];
		const sigmaObject = objects.uncertaintyDeg[object] || 0;
		const sigmaSource = sources.uncertaintyDeg[source] || 0;
		const separationDeg = pairs.separationDeg[i];
		if (separationDeg > farthestReachDeg(radiusDeg, sigmaObject, sigmaSource)) continue;
		const threeSigmaDeg = 3 * Math.hypot(sigmaObject, sigmaSource);
		reaches.push({ object, source, separationDeg, threeSigmaDeg });
	}
	return reaches.sort(
		(a, b) => a.separationDeg - b.separationDeg || a.object - b.object || a.source - b.source
	);
}

function largest(values: Float64Array): number {
	return values.reduce((most, value) => (value > most ? value : most), 0);
}
