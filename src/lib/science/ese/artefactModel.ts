/**
 * What speaks for an artefact, as numbers; NaN where not known. Of a source over its light curve, unless said otherwise
 * (spec/vetting.md §3.5).
 */
export interface ArtefactFacts {
	/** To the nearest source at least ten times brighter, in widths (FWHM) of the beam; Infinity where there is none. */
	brightNeighbourBeams: number;
	/** Local rms over the median rms of its image; the median over its images. */
	localRmsRatio: number;
	/** Integrated over peak flux: 1 is a point. */
	compactness: number;
	/** Peak flux over that of its island: 1 stands alone. */
	islandFluxRatio: number;
	/** Distance from the centre of its images over the radius that is used: 0 is the centre, 1 the edge. */
	edgeFraction: number;
	/** Share of its measurements that have siblings in their island, 0 to 1. */
	siblingShare: number;
	/** Other sources that it is tied up with by ambiguous associations. */
	relations: number;
	/** Share of its points that are in images whose flux scale is off or that were marked bad, 0 to 1. */
	badEpochShare: number;
	/** Part of the lens's Δχ² that goes when the images' scales are put right, 0 to 1. */
	commonModeShare: number;
}

/** ln odds = `intercept` + Σ weight · x(fact), where x is 0 for what is harmless and grows with what is not (`severity`). */
export interface ArtefactModel {
	intercept: number;
	weights: Record<keyof ArtefactFacts, number>;
}

/**
 * Stated, not fitted; data, so that vetters' labels can replace it.
 *
 * - One candidate in twenty is an artefact though nothing speaks for it: ln(0.05/0.95).
 * - Common mode: half of the Δχ² shared with the neighbours is the veto of §3.5, so that half a share alone makes p = ½. Points in bad
 *   images are the same thing seen from the other side.
 * - A bright neighbour: sidelobes of a snapshot fall off as the square of the distance once away from the beam; one beam away from a
 *   source ten times as bright 10 % of sidelobe is the whole flux (p = 0.7 alone), at ten beams next to nothing.
 * - Local noise twice the image's makes a 5 σ source a 2.5 σ one: p = 0.3 alone, three times 0.6.
 * - Flux measured off a point (half as much again integrated as at the peak: p = 0.15), divided with an island's other components,
 *   or near the edge, where an error of the beam's width goes into the flux with the fourth power of the distance, makes it vary with
 *   the fit and the pointing and not by itself; each alone does not decide.
 */
export const ARTEFACT_MODEL: ArtefactModel = {
	intercept: Math.log(0.05 / 0.95),
	weights: {
		brightNeighbourBeams: 4,
		localRmsRatio: 3,
		compactness: 3,
		islandFluxRatio: 2,
		edgeFraction: 2,
		siblingShare: 1.5,
		relations: 1,
		badEpochShare: 6,
		commonModeShare: 6
	}
};

/** Bright neighbours count half at this distance. */
const SIDELOBE_BEAMS = 5;

/** x of every fact: 0 is harmless; monotonic in the fact, for compactness in how far it is from a point's. */
export const SEVERITY: Record<keyof ArtefactFacts, (fact: number) => number> = {
	brightNeighbourBeams: (beams) => 1 / (1 + (Math.max(0, beams) / SIDELOBE_BEAMS) ** 2),
	localRmsRatio: (ratio) => Math.log(Math.max(1, ratio)),
	compactness: (ratio) => Math.abs(Math.log(Math.max(1e-3, ratio))),
	islandFluxRatio: (ratio) => 1 - within(ratio),
	edgeFraction: (fraction) => within(fraction) ** 4,
	siblingShare: within,
	relations: (count) => Math.min(1, Math.max(0, count)),
	badEpochShare: within,
	commonModeShare: within
};

function within(share: number): number {
	return Math.min(1, Math.max(0, share));
}
