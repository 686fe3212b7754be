import { DEG, normaliseRa } from './angles.ts';

export interface GeoJsonPoint {
	type: 'Point';
	coordinates: [number, number];
}

/**
 * A sky position (degrees, ICRS) as the GeoJSON point MongoDB's 2dsphere index wants: longitude in [-180, 180).
 * The only place where right ascension becomes a longitude.
 */
export function toGeoJsonPoint(raDeg: number, decDeg: number): GeoJsonPoint {
	const ra = normaliseRa(raDeg);
	return { type: 'Point', coordinates: [ra < 180 ? ra : ra - 360, decDeg] };
}

/** The position of a GeoJSON point: right ascension in [0, 360) and declination, degrees. */
export function fromGeoJsonPoint(point: GeoJsonPoint): { ra: number; dec: number } {
	const [longitude, latitude] = point.coordinates;
	return { ra: normaliseRa(longitude), dec: latitude };
}

/** Unit vector of a position given in degrees. */
export function unitVector(raDeg: number, decDeg: number): [number, number, number] {
	const ra = raDeg * DEG;
	const dec = decDeg * DEG;
	return [Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)];
}
