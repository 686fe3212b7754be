/** Radians in a degree. */
export const DEG = Math.PI / 180;
/** Radians in an arcsecond. */
export const ARCSEC = DEG / 3600;
/** Degrees in a radian. */
export const DEG_PER_RAD = 180 / Math.PI;
export const ARCSEC_PER_DEG = 3600;

/** Right ascension or longitude in degrees brought into [0, 360). NaN stays NaN. */
export function normaliseRa(raDeg: number): number {
	const turned = raDeg % 360;
	if (turned >= 0) return turned;
	// A tiny negative angle rounds to 360 itself.
	const positive = turned + 360;
	return positive < 360 ? positive : 0;
}
