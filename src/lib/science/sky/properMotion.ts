import { ARCSEC, DEG, DEG_PER_RAD, normaliseRa } from './angles.ts';
import { unitVector } from './position.ts';

const DAYS_PER_YEAR = 365.25;
const MJD_J2000 = 51_544.5;

/** A position at another time: motions in mas a year, the one in RA times cos dec. Along the great circle, so that poles do no harm. */
export function moved(
	{ ra, dec }: { ra: number; dec: number },
	{
		pmRaMasPerYear,
		pmDecMasPerYear,
		years
	}: { pmRaMasPerYear: number; pmDecMasPerYear: number; years: number }
): { ra: number; dec: number } {
	const speed = Math.hypot(pmRaMasPerYear, pmDecMasPerYear);
	const angle = (speed / 1000) * ARCSEC * years;
	if (angle === 0) return { ra, dec };
	const [sinRa, cosRa] = [Math.sin(ra * DEG), Math.cos(ra * DEG)];
	const [sinDec, cosDec] = [Math.sin(dec * DEG), Math.cos(dec * DEG)];
	const [east, north] = [pmRaMasPerYear / speed, pmDecMasPerYear / speed];
	const here = unitVector(ra, dec);
	const along = [
		-east * sinRa - north * sinDec * cosRa,
		east * cosRa - north * sinDec * sinRa,
		north * cosDec
	];
	const [x, y, z] = here.map((h, k) => h * Math.cos(angle) + along[k] * Math.sin(angle));
	return {
		ra: normaliseRa(Math.atan2(y, x) * DEG_PER_RAD),
		dec: Math.atan2(z, Math.hypot(x, y)) * DEG_PER_RAD
	};
}

/** Julian years from one day to another, both MJD. */
export function yearsBetween(fromMjd: number, toMjd: number): number {
	return (toMjd - fromMjd) / DAYS_PER_YEAR;
}

/** MJD of a Julian year, 2000.0 or 2016.0. */
export function mjdOfYear(year: number): number {
	return MJD_J2000 + (year - 2000) * DAYS_PER_YEAR;
}
