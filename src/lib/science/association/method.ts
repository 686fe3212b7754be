import type { AssociationState } from './state.ts';

/** The measurements of one epoch, in the order in which the association reads them. Degrees, deg⁻². */
export interface EpochRows {
	n: number;
	/** Index into the run's images, and row of that image's measurements. */
	image: Int32Array;
	row: Int32Array;
	ra: Float64Array;
	dec: Float64Array;
	weightEw: Float64Array;
	weightNs: Float64Array;
	forced: Uint8Array;
}

/** Which epoch row goes to which source, in the order in which S takes them. */
export interface Matches {
	n: number;
	/** Index into EpochRows. */
	epochRow: Int32Array;
	source: Int32Array;
	/** arcsec; 0 for a new source. */
	d2d: Float64Array;
	/** de Ruiter radius; 0 where the method does not use it. */
	dr: Float64Array;
}

export interface MatchLimits {
	radiusDeg: number;
}

/**
 * An association method: matches the rows of an epoch with the sources so far, forks and new sources included.
 * It may add sources, relations and copied histories to the state, but not the epoch's own rows.
 */
export type AssociationMethod = (
	state: AssociationState,
	epoch: EpochRows,
	limits: MatchLimits
) => Matches;
