import { candidatesWithin, withinDeRuiterRadius } from './candidates.ts';
import { nearestOfManyToMany, relateManyToOne } from './manyToMany.ts';
import type { Candidates, EpochRows, Matches, MatchOptions } from './method.ts';
import { forkOneToMany } from './oneToMany.ts';
import { newSource, type AssociationState } from './state.ts';

/**
 * Advanced association (spec/pipeline.md §4.3): every source within the radius is a candidate, so a row can go to
 * several sources. Distances are separations.
 */
export function matchAdvanced(
	state: AssociationState,
	epoch: EpochRows,
	options: MatchOptions
): Matches {
	return settled(state, epoch, {
		candidates: candidatesWithin(state, epoch, options),
		distanceOf: ({ d2d }) => d2d
	});
}

/** As the advanced one, of the candidates within the limit of the de Ruiter radius. Distances are such radii. */
export function matchDeRuiter(
	state: AssociationState,
	epoch: EpochRows,
	options: MatchOptions
): Matches {
	const near = candidatesWithin(state, epoch, options);
	const limits = { candidates: near, limit: options.deruiterRadius };
	return settled(state, epoch, {
		candidates: withinDeRuiterRadius(state, epoch, limits),
		distanceOf: ({ dr }) => dr
	});
}

interface Settling {
	candidates: Candidates;
	distanceOf: (candidates: Candidates) => Float64Array;
}

/** Many-to-many, one-to-many, many-to-one, and new sources from what is left, in this order (§4.3-3 to 6). */
function settled(
	state: AssociationState,
	epoch: EpochRows,
	{ candidates, distanceOf }: Settling
): Matches {
	const known = state.c.n;
	const matched = nearestOfManyToMany(candidates, distanceOf);
	forkOneToMany(state, matched, distanceOf(matched));
	relateManyToOne(state, matched);

	const isMatched = new Uint8Array(epoch.n);
	for (const k of matched.epochRow) isMatched[k] = 1;
	const unmatched = new Int32Array(epoch.n).map((_, k) => k).filter((k) => !isMatched[k]);
	const born = unmatched.map(() => newSource(state));
	const forks = matched.source.filter((source) => source >= known);
	const n = matched.n + unmatched.length;
	return {
		n,
		epochRow: joined(matched.epochRow, unmatched),
		source: joined(matched.source, born),
		d2d: padded(matched.d2d, n),
		dr: padded(matched.dr, n),
		added: joined(born, forks)
	};
}

/** New sources come last and have no distance: 0. */
function padded(distance: Float64Array, n: number): Float64Array {
	const wider = new Float64Array(n);
	wider.set(distance);
	return wider;
}

function joined(first: Int32Array, second: Int32Array): Int32Array {
	const both = new Int32Array(first.length + second.length);
	both.set(first);
	both.set(second, first.length);
	return both;
}
