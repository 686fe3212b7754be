import { DEG, DEG_PER_RAD, normaliseRa } from './angles.ts';

/** A place on the map, degrees at its centre: x to the right (so west is positive), y up. */
export interface MapPoint {
	x: number;
	y: number;
}

/** A map of the sky around a centre, north up and east to the left. Both projections keep areas. */
export interface SkyProjection {
	/** Where a position (degrees) is on the map; null where the map does not show it. */
	toMap: (ra: number, dec: number) => MapPoint | null;
	/** The position at a place on the map; null off the sky. */
	toSky: (x: number, y: number) => { ra: number; dec: number } | null;
}

/** Half the width and half the height of the whole sky, degrees. */
export const AITOFF_HALF_WIDTH = 2 * Math.SQRT2 * DEG_PER_RAD;
export const AITOFF_HALF_HEIGHT = Math.SQRT2 * DEG_PER_RAD;

/** The whole sky as an ellipse, around a right ascension on the equator (Hammer–Aitoff; AIT of FITS, Calabretta & Greisen 2002, 5.3). */
export function aitoff(centreRa: number): SkyProjection {
	return {
		toMap(ra, dec) {
			// From −180 to below 180, so that the edge is the meridian opposite to the centre.
			const phi = (normaliseRa(ra - centreRa + 180) - 180) * DEG;
			const theta = dec * DEG;
			const gamma = Math.sqrt(2 / (1 + Math.cos(theta) * Math.cos(phi / 2)));
			return {
				x: -2 * gamma * Math.cos(theta) * Math.sin(phi / 2) * DEG_PER_RAD,
				y: gamma * Math.sin(theta) * DEG_PER_RAD
			};
		},
		toSky(x, y) {
			const [u, v] = [-x * DEG, y * DEG];
			// Beyond z² = 1/2 lies no sky.
			const z2 = 1 - (u / 4) ** 2 - (v / 2) ** 2;
			if (!(z2 >= 0.5)) return null;
			const z = Math.sqrt(z2);
			const phi = 2 * Math.atan2((z * u) / 2, 2 * z2 - 1);
			return {
				ra: normaliseRa(centreRa + phi * DEG_PER_RAD),
				dec: Math.asin(Math.max(-1, Math.min(1, v * z))) * DEG_PER_RAD
			};
		}
	};
}

/** Half of the sky around a position (Lambert's zenithal equal-area; ZEA of FITS, Calabretta & Greisen 2002, 5.1.7). */
export function zenithal(centreRa: number, centreDec: number): SkyProjection {
	const [sin0, cos0] = [Math.sin(centreDec * DEG), Math.cos(centreDec * DEG)];
	return {
		toMap(ra, dec) {
			const phi = (ra - centreRa) * DEG;
			const [sin, cos] = [Math.sin(dec * DEG), Math.cos(dec * DEG)];
			const towards = sin0 * sin + cos0 * cos * Math.cos(phi);
			if (!(towards >= 0)) return null;
			const k = Math.sqrt(2 / (1 + towards)) * DEG_PER_RAD;
			return {
				x: -k * cos * Math.sin(phi),
				y: k * (cos0 * sin - sin0 * cos * Math.cos(phi))
			};
		},
		toSky(x, y) {
			const [u, v] = [-x * DEG, y * DEG];
			const rho = Math.hypot(u, v);
			if (!(rho <= Math.SQRT2)) return null;
			if (rho === 0) return { ra: normaliseRa(centreRa), dec: centreDec };
			const c = 2 * Math.asin(rho / 2);
			const [sin, cos] = [Math.sin(c), Math.cos(c)];
			const phi = Math.atan2(u * sin, rho * cos0 * cos - v * sin0 * sin);
			const sinDec = cos * sin0 + (v * sin * cos0) / rho;
			return {
				ra: normaliseRa(centreRa + phi * DEG_PER_RAD),
				dec: Math.asin(Math.max(-1, Math.min(1, sinDec))) * DEG_PER_RAD
			};
		}
	};
}
