/** Where in its period a time falls, in [0, 1); times, period and the epoch of phase zero in days. */
export function phaseOf(
	mjd: number,
	{ periodDays, zeroMjd }: { periodDays: number; zeroMjd: number }
): number {
	const cycles = (mjd - zeroMjd) / periodDays;
	const phase = cycles - Math.floor(cycles);
	// A whisker below a whole number of cycles rounds up to 1.
	return phase < 1 ? phase : 0;
}
