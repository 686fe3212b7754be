import { FitsHeader } from '../fits/header.ts';
import { celestialWcs, type CelestialWcs } from '../sky/wcs.ts';

export const PIXEL_ARCSEC = 3;
/** Where the survey looks: ICRS degrees, away from RA 0 and the poles, beyond RA 180. */
const CENTRE = { ra: 319.65, dec: -33.2 };
/** Field centres lie this far from the survey's centre in each coordinate, in field widths: neighbours share 86 % of a side. */
const FIELD_OFFSET = 0.07;
/** Pixels further from the field centre than this (field widths) are NaN: the corners. */
const MASK_RADIUS = 0.62;
/** Everything within this of the survey's centre (field widths) is in the good part of every field. */
const COMMON_RADIUS = 0.36;
/** The primary beam falls to 0.7 at half a field width. */
const PRIMARY_BEAM_DECLINE = -Math.log(0.7) / 0.25;

export interface Field {
	/** A, B, C… */
	name: string;
	/** Reference point, degrees. */
	ra: number;
	dec: number;
	/** The same in the survey's plane. */
	x: number;
	y: number;
}

/** The survey's own SIN plane about its centre: x in arcsec towards west, y towards north, as pixels of an image run. */
export function surveyPlane(): CelestialWcs {
	const arcsec = 1 / 3600;
	return celestialWcs(
		new FitsHeader([
			['CTYPE1', 'RA---SIN'],
			['CTYPE2', 'DEC--SIN'],
			['CRVAL1', CENTRE.ra],
			['CRVAL2', CENTRE.dec],
			['CRPIX1', 1],
			['CRPIX2', 1],
			['CDELT1', -arcsec],
			['CDELT2', arcsec],
			['RADESYS', 'ICRS']
		])
	);
}

export function fieldWidthArcsec(npix: number): number {
	return npix * PIXEL_ARCSEC;
}

/** Field centres on a small circle about the survey's centre; four of them make a square. */
export function fieldCentres(count: number, npix: number): Field[] {
	const plane = surveyPlane();
	const radius = count === 1 ? 0 : FIELD_OFFSET * Math.SQRT2 * fieldWidthArcsec(npix);
	return Array.from({ length: count }, (_, i) => {
		const angle = 2 * Math.PI * (i / count + 1 / 8);
		const x = radius * Math.cos(angle);
		const y = radius * Math.sin(angle);
		return { name: String.fromCharCode(65 + i), x, y, ...plane.toSky(x, y) };
	});
}

/** Whether a field sees the point (survey plane, arcsec), with a margin of a beam or so to its edges. */
export function isCovered(field: Field, x: number, y: number, npix: number): boolean {
	const margin = 6 * PIXEL_ARCSEC;
	const width = fieldWidthArcsec(npix);
	const [dx, dy] = [Math.abs(x - field.x), Math.abs(y - field.y)];
	const inside = Math.max(dx, dy) < width / 2 - margin;
	return inside && Math.hypot(dx, dy) < MASK_RADIUS * width - margin;
}

/** Whether every field sees the point well. */
export function isCommon(x: number, y: number, npix: number): boolean {
	return Math.hypot(x, y) < COMMON_RADIUS * fieldWidthArcsec(npix);
}

/**
 * How many times the noise at a pixel exceeds the noise at the field centre: the inverse of the primary beam; NaN in the corners.
 * Rows of npix pixels. The same for every field.
 */
export function noiseProfile(npix: number): Float32Array {
	const profile = new Float32Array(npix * npix);
	const centre = npix / 2;
	for (let y = 0; y < npix; y += 1) {
		for (let x = 0; x < npix; x += 1) {
			const r2 = ((x - centre) ** 2 + (y - centre) ** 2) / (npix * npix);
			const masked = r2 > MASK_RADIUS * MASK_RADIUS;
			profile[y * npix + x] = masked ? Number.NaN : Math.exp(PRIMARY_BEAM_DECLINE * r2);
		}
	}
	return profile;
}
