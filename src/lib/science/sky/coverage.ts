import { DEG, DEG_PER_RAD } from './angles.ts';

/** An image's rectangle: sides along right ascension and declination at its centre, degrees. */
export interface Field {
	ra: number;
	dec: number;
	widthDeg: number;
	heightDeg: number;
}

/** Part of the sky that is asked about: a circle, a point when its radius is 0, or a convex polygon. */
export type AskedArea =
	| { kind: 'circle'; ra: number; dec: number; radiusDeg: number }
	| { kind: 'polygon'; corners: { ra: number; dec: number }[] };

interface Offset {
	east: number;
	north: number;
}

/** Whether an image shows any of an area, on the plane that touches the sky at its centre (TAN). False behind it. */
export function fieldTouches(field: Field, area: AskedArea): boolean {
	const [halfWidth, halfHeight] = [field.widthDeg / 2, field.heightDeg / 2];
	if (area.kind === 'circle') {
		const at = offsetFrom(field, area);
		if (!at) return false;
		const outside = Math.hypot(
			Math.max(0, Math.abs(at.east) - halfWidth),
			Math.max(0, Math.abs(at.north) - halfHeight)
		);
		return outside <= area.radiusDeg;
	}
	const corners = area.corners.map((corner) => offsetFrom(field, corner));
	if (!corners.every((corner) => corner !== null)) return false;
	const own = [
		{ east: -halfWidth, north: -halfHeight },
		{ east: -halfWidth, north: halfHeight },
		{ east: halfWidth, north: halfHeight },
		{ east: halfWidth, north: -halfHeight }
	];
	return !isApart(own, corners) && !isApart(corners, own);
}

/** Degrees from the field's centre on its tangent plane; null for what lies behind it. */
function offsetFrom(field: Field, { ra, dec }: { ra: number; dec: number }): Offset | null {
	const phi = (ra - field.ra) * DEG;
	const [sin0, cos0] = [Math.sin(field.dec * DEG), Math.cos(field.dec * DEG)];
	const [sin, cos] = [Math.sin(dec * DEG), Math.cos(dec * DEG)];
	const towards = sin0 * sin + cos0 * cos * Math.cos(phi);
	if (!(towards > 0.01)) return null;
	return {
		east: ((cos * Math.sin(phi)) / towards) * DEG_PER_RAD,
		north: ((cos0 * sin - sin0 * cos * Math.cos(phi)) / towards) * DEG_PER_RAD
	};
}

/** Whether a line along one of the sides of the first separates two convex polygons. */
function isApart(a: Offset[], b: Offset[]): boolean {
	return a.some((corner, i) => {
		const next = a[(i + 1) % a.length];
		const along = { east: next.north - corner.north, north: corner.east - next.east };
		const [low, high] = extent(a, along);
		const [lowest, highest] = extent(b, along);
		return highest < low || lowest > high;
	});
}

function extent(corners: Offset[], along: Offset): [low: number, high: number] {
	const places = corners.map(({ east, north }) => east * along.east + north * along.north);
	return [Math.min(...places), Math.max(...places)];
}
