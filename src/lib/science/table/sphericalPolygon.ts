import { DEG, DEG_PER_RAD } from '../sky/angles.ts';
import type { NumberColumn } from './rows.ts';

/**
 * A polygon whose edges are great circles, in the gnomonic plane about its middle: there the edges are straight lines,
 * wherever on the sky it lies, across RA 0 and the poles too.
 */
export interface SphericalPolygon {
	/** Unit vectors: the middle, and the axes of the plane. */
	middle: Vector;
	east: Vector;
	north: Vector;
	/** Corners in the plane. */
	x: Float64Array;
	y: Float64Array;
	/** Cosine of the angle from the middle to the farthest corner. */
	cosReach: number;
	/** Declinations between which it lies, degrees. */
	decMin: number;
	decMax: number;
}

type Vector = readonly [number, number, number];

/** Turns of the search for a middle from which all corners are less than 90° away. */
const TURNS = 1000;
/** Corners at 90° from the middle are infinitely far out in the plane: 89.4° is as far as numbers stay good. */
const LEAST_COSINE = 0.01;
/** Radians: a fifth of a microarcsecond is no sky. */
const LEAST_WIDTH = 1e-12;

/** The polygon of these corners (degrees), or why there is none. */
export function sphericalPolygon(
	corners: readonly { ra: number; dec: number }[]
): SphericalPolygon | string {
	const vectors = corners.map(({ ra, dec }) => vectorOf(ra, dec));
	const middle = middleOf(vectors);
	if (!middle) return 'A polygon has to fit into half the sky: split it into smaller ones.';
	const east = eastOf(middle);
	const north = cross(middle, east);
	const x = Float64Array.from(vectors, (corner) => dot(corner, east) / dot(corner, middle));
	const y = Float64Array.from(vectors, (corner) => dot(corner, north) / dot(corner, middle));
	if (isFlat(x, y)) return 'The corners lie on one line: there is no sky between them.';
	const cosReach = Math.min(...vectors.map((corner) => dot(corner, middle)));
	const reachDeg = Math.acos(Math.min(1, cosReach)) * DEG_PER_RAD;
	const decDeg = Math.asin(Math.max(-1, Math.min(1, middle[2]))) * DEG_PER_RAD;
	const band = { decMin: decDeg - reachDeg - 1e-9, decMax: decDeg + reachDeg + 1e-9 };
	return { middle, east, north, x, y, cosReach, ...band };
}

/** Those of the rows that lie inside. Degrees; NaN lies nowhere. Where the outline crosses itself, inside is what an odd number of edges shut in. */
export function rowsInPolygon(
	rows: Uint32Array,
	ra: NumberColumn,
	dec: NumberColumn,
	polygon: SphericalPolygon
): Uint32Array {
	const { decMin, decMax } = polygon;
	const kept = new Uint32Array(rows.length);
	let count = 0;
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i];
		const isInBand = dec[row] >= decMin && dec[row] <= decMax;
		if (isInBand && isInside(polygon, ra[row], dec[row])) kept[count++] = row;
	}
	return kept.subarray(0, count);
}

function isInside(polygon: SphericalPolygon, ra: number, dec: number): boolean {
	const { middle, east, north, cosReach } = polygon;
	const cosDec = Math.cos(dec * DEG);
	const px = cosDec * Math.cos(ra * DEG);
	const py = cosDec * Math.sin(ra * DEG);
	const pz = Math.sin(dec * DEG);
	const toMiddle = px * middle[0] + py * middle[1] + pz * middle[2];
	// No point inside is farther out than the farthest corner; NaN fails this as well.
	if (!(toMiddle >= cosReach - 1e-12)) return false;
	const x = (px * east[0] + py * east[1]) / toMiddle;
	const y = (px * north[0] + py * north[1] + pz * north[2]) / toMiddle;
	return isBetweenEdges(polygon, x, y);
}

/** Whether a ray to the east crosses an odd number of edges. */
function isBetweenEdges({ x: xs, y: ys }: SphericalPolygon, x: number, y: number): boolean {
	let isIn = false;
	for (let i = 0, before = xs.length - 1; i < xs.length; before = i++) {
		if (ys[i] > y === ys[before] > y) continue;
		const crossing = ((xs[before] - xs[i]) * (y - ys[i])) / (ys[before] - ys[i]) + xs[i];
		if (x < crossing) isIn = !isIn;
	}
	return isIn;
}

/**
 * A direction from which all corners are less than 90° away: their mean, turned towards whichever is too far until none is
 * (a perceptron: it ends wherever there is such a direction). null when there is none.
 */
function middleOf(corners: Vector[]): Vector | null {
	let sum: Vector = corners.reduce<Vector>(plus, [0, 0, 0]);
	for (let turn = 0; turn < TURNS; turn++) {
		const middle = normalised(sum);
		if (!middle) return null;
		const far = corners.find((corner) => dot(corner, middle) < LEAST_COSINE);
		if (!far) return middle;
		sum = plus(sum, far);
	}
	return null;
}

function eastOf(middle: Vector): Vector {
	// At a pole every direction is as good.
	return normalised([-middle[1], middle[0], 0]) ?? [0, 1, 0];
}

/** Whether all corners lie on one line of the plane, which is a great circle of the sky. */
function isFlat(x: Float64Array, y: Float64Array): boolean {
	let far = 0;
	for (let i = 1; i < x.length; i++) if (distance(x, y, i) > distance(x, y, far)) far = i;
	const length = distance(x, y, far);
	return x.every((_, i) => {
		const twiceArea = (x[i] - x[0]) * (y[far] - y[0]) - (y[i] - y[0]) * (x[far] - x[0]);
		return Math.abs(twiceArea) <= LEAST_WIDTH * length;
	});
}

/** From the first corner. */
function distance(x: Float64Array, y: Float64Array, i: number): number {
	return Math.hypot(x[i] - x[0], y[i] - y[0]);
}

function vectorOf(ra: number, dec: number): Vector {
	const cosDec = Math.cos(dec * DEG);
	return [cosDec * Math.cos(ra * DEG), cosDec * Math.sin(ra * DEG), Math.sin(dec * DEG)];
}

function plus(a: Vector, b: Vector): Vector {
	return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function dot(a: Vector, b: Vector): number {
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalised(vector: Vector): Vector | null {
	const length = Math.hypot(...vector);
	if (length < 1e-9) return null;
	return [vector[0] / length, vector[1] / length, vector[2] / length];
}
