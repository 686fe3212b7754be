import { pairsWithin } from '../sky/crossMatch.ts';
import type { SkyPositions } from '../sky/zoneIndex.ts';
import { valuesAt } from './columns.ts';
import { deRuiterRadius } from './deRuiter.ts';
import type { Candidates, EpochRows, MatchOptions } from './method.ts';
import type { AssociationState } from './state.ts';

/** Every (source, new row) pair within the radius (≤), by row of the base catalogue, then by new row (§4.3-1). */
export function candidatesWithin(
	state: AssociationState,
	epoch: EpochRows,
	{ sources, radiusDeg }: MatchOptions
): Candidates {
	const pairs = pairsWithin(runningPositions(state, sources), epoch, radiusDeg);
	return {
		n: pairs.catalogue.length,
		epochRow: pairs.point,
		source: pairs.catalogue.map((row) => sources[row]),
		d2d: pairs.separationDeg.map((separation) => separation * 3600),
		dr: new Float64Array(pairs.catalogue.length)
	};
}

/** Those within the limit (≤) of the de Ruiter radius (§4.3-2), with that radius. An unknown uncertainty matches nothing. */
export function withinDeRuiterRadius(
	{ c }: AssociationState,
	epoch: EpochRows,
	{ candidates, limit }: { candidates: Candidates; limit: number }
): Candidates {
	const dr = new Float64Array(candidates.n);
	for (let m = 0; m < candidates.n; m++) {
		const source = candidates.source[m];
		const k = candidates.epochRow[m];
		dr[m] = deRuiterRadius(
			{
				ra: c.ra.values[source],
				dec: c.dec.values[source],
				uncertaintyEw: c.uncertaintyEw.values[source],
				uncertaintyNs: c.uncertaintyNs.values[source]
			},
			{
				ra: epoch.ra[k],
				dec: epoch.dec[k],
				uncertaintyEw: epoch.uncertaintyEw[k],
				uncertaintyNs: epoch.uncertaintyNs[k]
			}
		);
	}
	return selected({ ...candidates, dr }, (m) => dr[m] <= limit);
}

/** The candidates that `isKept`, in their order. */
export function selected(
	{ epochRow, source, d2d, dr }: Candidates,
	isKept: (candidate: number) => boolean
): Candidates {
	const kept = epochRow.map((_, m) => m).filter(isKept);
	return {
		n: kept.length,
		epochRow: kept.map((m) => epochRow[m]),
		source: kept.map((m) => source[m]),
		d2d: valuesAt(d2d, kept),
		dr: valuesAt(dr, kept)
	};
}

/** Running positions in the order of the base catalogue. */
export function runningPositions({ c }: AssociationState, sources: Int32Array): SkyPositions {
	return {
		ra: valuesAt(c.ra.values, sources),
		dec: valuesAt(c.dec.values, sources)
	};
}
