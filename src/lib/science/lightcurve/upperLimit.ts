/** How an epoch is drawn: as measured, or as the most it can have been. */
export interface LimitRule {
	/** In units of the local rms. */
	sigma: number;
	/** Forced measurements below `sigma` become limits. */
	forcedAreLimits: boolean;
	/** A logarithm has no place for what is not positive: that becomes a limit, detected or forced. */
	isLogarithmic: boolean;
}

/**
 * The flux, in the unit of the local rms, above which the source would have been seen; null when the measurement stands as
 * it is. NaN when it should be a limit and the noise is not known.
 */
export function upperLimit(
	{ flux, localRms, forced }: { flux: number; localRms: number; forced: boolean },
	{ sigma, forcedAreLimits, isLogarithmic }: LimitRule
): number | null {
	const limit = localRms > 0 && localRms < Infinity ? sigma * localRms : NaN;
	if (isLogarithmic && !(flux > 0)) return limit;
	if (forcedAreLimits && forced && flux < limit) return limit;
	return null;
}
