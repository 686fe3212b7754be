import { nearestWithin } from '../sky/crossMatch.ts';
import type { EpochRows, MatchLimits, Matches } from './method.ts';
import { forkOneToMany } from './oneToMany.ts';
import { newSource, type AssociationState } from './state.ts';

/**
 * Basic association (spec/pipeline.md §4.3): each new row goes to the single nearest source within the radius
 * (≤; equal separations: the lower row of the base catalogue). Sources matched twice fork, and rows left over
 * become new sources in row order.
 */
export function matchBasic(
	state: AssociationState,
	epoch: EpochRows,
	{ radiusDeg }: MatchLimits
): Matches {
	const sources = state.catalogue.trimmed();
	const nearest = nearestWithin(basePositions(state, sources), epoch, radiusDeg);
	const matches: Matches = {
		n: epoch.n,
		epochRow: new Int32Array(epoch.n).map((_, k) => k),
		source: nearest.index.map((row) => (row < 0 ? -1 : sources[row])),
		d2d: nearest.separationDeg.map((sep, k) => (nearest.index[k] < 0 ? 0 : sep * 3600)),
		dr: new Float64Array(epoch.n)
	};
	forkOneToMany(state, matches, matches.d2d);
	for (let m = 0; m < matches.n; m++) {
		if (matches.source[m] < 0) matches.source[m] = newSource(state);
	}
	return matches;
}

/** Running positions in the order of the base catalogue. */
function basePositions({ c }: AssociationState, sources: Int32Array) {
	const ra = new Float64Array(sources.length);
	const dec = new Float64Array(sources.length);
	for (let row = 0; row < sources.length; row++) {
		ra[row] = c.ra.values[sources[row]];
		dec[row] = c.dec.values[sources[row]];
	}
	return { ra, dec };
}
