import { nearestWithin } from '../sky/crossMatch.ts';
import { runningPositions } from './candidates.ts';
import type { Candidates, EpochRows, Matches, MatchOptions } from './method.ts';
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
	{ sources, radiusDeg }: MatchOptions
): Matches {
	const known = state.c.n;
	const nearest = nearestWithin(runningPositions(state, sources), epoch, radiusDeg);
	const found: Candidates = {
		n: epoch.n,
		epochRow: new Int32Array(epoch.n).map((_, k) => k),
		source: nearest.index.map((row) => (row < 0 ? -1 : sources[row])),
		d2d: nearest.separationDeg.map((sep, k) => (nearest.index[k] < 0 ? 0 : sep * 3600)),
		dr: new Float64Array(epoch.n)
	};
	forkOneToMany(state, found, found.d2d);
	for (let m = 0; m < found.n; m++) {
		if (found.source[m] < 0) found.source[m] = newSource(state);
	}
	return { ...found, added: found.source.filter((source) => source >= known) };
}
