/** How many of each unit make a degree. */
const PER_DEGREE = { arcsec: 3600, arcmin: 60, deg: 1 } as const;
export type AngleUnit = keyof typeof PER_DEGREE;

/** Degrees of an angle in a unit; null for a unit that is none of arcsec, arcmin and deg. */
export function degreesOf(angle: number, unit: string): number | null {
	const perDegree = Object.entries(PER_DEGREE).find(([name]) => name === unit)?.[1];
	return perDegree === undefined ? null : angle / perDegree;
}

/** These degrees in the preferred unit where `degreesOf` gives exactly them again, and as degrees otherwise. */
export function spelledAngles(
	degrees: number[],
	preferred: AngleUnit
): { unit: AngleUnit; angles: number[] } {
	const perDegree = PER_DEGREE[preferred];
	// Twelve digits: 10″ is not to be spelled 10.000000000000002.
	const angles = degrees.map((angle) => Number((angle * perDegree).toPrecision(12)));
	const isExact = angles.every((angle, i) => angle / perDegree === degrees[i]);
	return isExact ? { unit: preferred, angles } : { unit: 'deg', angles: degrees };
}

/** The unit in which people say an angle of this size. */
export function usualUnit(degrees: number): AngleUnit {
	if (degrees < 1 / 60) return 'arcsec';
	return degrees < 1 ? 'arcmin' : 'deg';
}
