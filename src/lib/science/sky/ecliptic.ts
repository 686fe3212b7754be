import { ARCSEC, DEG, DEG_PER_RAD, normaliseRa } from './angles.ts';

/**
 * Obliquities of J2000.0, arcsec, by whom. They differ by up to 0.04″, so that a position says which it was turned with:
 * IAU 1980 (Lieske 1977), IERS 1992 (IERS technical note 21: TEMPO and the ATNF catalogue's own program), IAU 2000/2006.
 */
export const OBLIQUITY_ARCSEC = {
	'IAU 1980': 84_381.448,
	'IERS 1992': 84_381.412,
	'IAU 2006': 84_381.406
} as const;
export type Obliquity = keyof typeof OBLIQUITY_ARCSEC;

/** Ecliptic longitude and latitude of J2000, degrees, as equatorial degrees. NaN in, NaN out. */
export function eclipticToIcrs(
	longitudeDeg: number,
	latitudeDeg: number,
	obliquity: Obliquity = 'IAU 2006'
): { ra: number; dec: number } {
	const [x, y, z] = turned(unit(longitudeDeg, latitudeDeg), obliquity);
	return {
		ra: normaliseRa(Math.atan2(y, x) * DEG_PER_RAD),
		dec: Math.atan2(z, Math.hypot(x, y)) * DEG_PER_RAD
	};
}

/** A proper motion along ecliptic longitude (times cos latitude) and latitude as one along RA (times cos dec) and dec. */
export function eclipticMotionToIcrs(
	motion: { longitude: number; latitude: number },
	at: { longitudeDeg: number; latitudeDeg: number },
	obliquity: Obliquity = 'IAU 2006'
): { ra: number; dec: number } {
	const here = eclipticToIcrs(at.longitudeDeg, at.latitudeDeg, obliquity);
	const from = tangents(at.longitudeDeg, at.latitudeDeg);
	const to = tangents(here.ra, here.dec);
	const vector = turned(
		[0, 1, 2].map((k) => motion.longitude * from.east[k] + motion.latitude * from.north[k]),
		obliquity
	);
	return { ra: dot(vector, to.east), dec: dot(vector, to.north) };
}

function turned([x, y, z]: number[], obliquity: Obliquity): number[] {
	const angle = OBLIQUITY_ARCSEC[obliquity] * ARCSEC;
	const [c, s] = [Math.cos(angle), Math.sin(angle)];
	return [x, c * y - s * z, s * y + c * z];
}

function unit(longitudeDeg: number, latitudeDeg: number): number[] {
	const [l, b] = [longitudeDeg * DEG, latitudeDeg * DEG];
	return [Math.cos(b) * Math.cos(l), Math.cos(b) * Math.sin(l), Math.sin(b)];
}

function tangents(longitudeDeg: number, latitudeDeg: number) {
	const [l, b] = [longitudeDeg * DEG, latitudeDeg * DEG];
	return {
		east: [-Math.sin(l), Math.cos(l), 0],
		north: [-Math.sin(b) * Math.cos(l), -Math.sin(b) * Math.sin(l), Math.cos(b)]
	};
}

const dot = (a: number[], b: number[]) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
