import type { AssociationState } from './state.ts';

/** The catalogue measurements of one epoch, in the order in which the association reads them. Degrees, deg⁻². */
export interface EpochRows {
	n: number;
	/** Index into the run's images, and row of that image's measurements. */
	image: Int32Array;
	row: Int32Array;
	ra: Float64Array;
	dec: Float64Array;
	uncertaintyEw: Float64Array;
	uncertaintyNs: Float64Array;
	weightEw: Float64Array;
	weightNs: Float64Array;
}

/** Which epoch row may go to which source. */
export interface Candidates {
	n: number;
	/** Index into EpochRows. */
	epochRow: Int32Array;
	/** −1 while there is none. */
	source: Int32Array;
	/** arcsec; 0 for a new source. */
	d2d: Float64Array;
	/** de Ruiter radius; 0 for a new source, and where the method does not use it. */
	dr: Float64Array;
}

/** Which epoch row goes to which source, in the order in which S takes them. */
export interface Matches extends Candidates {
	/** New sources and forks, in the order in which the base catalogue takes them. */
	added: Int32Array;
}

export interface MatchOptions {
	/** The base catalogue: sources in the order of the reference's C, which settles ties. */
	sources: Int32Array;
	radiusDeg: number;
	deruiterRadius: number;
}

/**
 * An association method: matches the rows of an epoch with the sources so far, forks and new sources included.
 * It may add sources, relations and copied histories to the state, but not the epoch's own rows.
 */
export type AssociationMethod = (
	state: AssociationState,
	epoch: EpochRows,
	options: MatchOptions
) => Matches;
