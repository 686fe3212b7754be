import { DEG, DEG_PER_RAD } from './angles.ts';
import { toGeoJsonPoint } from './position.ts';

export interface GeoJsonPolygon {
	type: 'Polygon';
	coordinates: [number, number][][];
}

const CORNERS = 12;

/**
 * A polygon of great-circle edges that just encloses the circle of this radius (degrees, below 80) around a position.
 * Counter-clockwise, so that the inside is the small side; right at RA 0 and at the poles.
 */
export function capPolygon(raDeg: number, decDeg: number, radiusDeg: number): GeoJsonPolygon {
	// The edges of a regular polygon come closest to the centre at their middles (Napier: tan r = tan R · cos(π/n)).
	const cornerRadius = Math.atan(Math.tan(radiusDeg * DEG) / Math.cos(Math.PI / CORNERS));
	const ring: [number, number][] = [];
	for (let corner = 0; corner < CORNERS; corner++) {
		const angle = -(2 * Math.PI * corner) / CORNERS;
		ring.push(positionAt(raDeg, decDeg, cornerRadius, angle));
	}
	ring.push(ring[0]);
	return { type: 'Polygon', coordinates: [ring] };
}

/** The point `radius` (rad) away in the direction of the position angle (rad, north through east). */
function positionAt(
	raDeg: number,
	decDeg: number,
	radius: number,
	positionAngle: number
): [number, number] {
	const dec0 = decDeg * DEG;
	const sinDec =
		Math.sin(dec0) * Math.cos(radius) + Math.cos(dec0) * Math.sin(radius) * Math.cos(positionAngle);
	const dec = Math.asin(Math.min(1, Math.max(-1, sinDec)));
	const east = Math.sin(positionAngle) * Math.sin(radius) * Math.cos(dec0);
	const north = Math.cos(radius) - Math.sin(dec0) * sinDec;
	const ra = raDeg + Math.atan2(east, north) * DEG_PER_RAD;
	return toGeoJsonPoint(ra, dec * DEG_PER_RAD).coordinates;
}
