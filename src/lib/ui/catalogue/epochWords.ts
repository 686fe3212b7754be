import { yearsBetween } from '#science/sky/properMotion.ts';

const MJD_J2000 = 51_544.5;

/** The Julian year of an MJD, to a tenth: `2021.4`. */
export function yearOf(mjd: number): string {
	return (2000 + yearsBetween(MJD_J2000, mjd)).toFixed(1);
}

/** The time in the middle of a light curve, MJD; null without one. */
export function middleEpoch(mjd: number[] | undefined): number | null {
	if (!mjd || mjd.length === 0) return null;
	return (Math.min(...mjd) + Math.max(...mjd)) / 2;
}
