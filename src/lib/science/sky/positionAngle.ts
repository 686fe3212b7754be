import { DEG, DEG_PER_RAD, normaliseRa } from './angles.ts';

/** Direction from the first position to the second, degrees from north through east, [0, 360). All in degrees. */
export function positionAngleDeg(ra1: number, dec1: number, ra2: number, dec2: number): number {
	const deltaRa = (ra2 - ra1) * DEG;
	const east = Math.cos(dec2 * DEG) * Math.sin(deltaRa);
	const north =
		Math.cos(dec1 * DEG) * Math.sin(dec2 * DEG) -
		Math.sin(dec1 * DEG) * Math.cos(dec2 * DEG) * Math.cos(deltaRa);
	return normaliseRa(Math.atan2(east, north) * DEG_PER_RAD);
}
