import type { Candidates } from './method.ts';
import { forkSource, relate, type AssociationState } from './state.ts';

/**
 * One source matched by several new rows (spec/pipeline.md §4.4): the nearest row keeps the source, each further
 * one gets a fork with a copy of the source's history, in ascending source id and then by `distance`
 * (ties: the earlier match). Fork ids are taken before any new source of the epoch. Original and forks become
 * related; a fork inherits no other relation. Changes `matches.source` in place; −1 means unmatched.
 */
export function forkOneToMany(
	state: AssociationState,
	matches: Candidates,
	distance: Float64Array
): void {
	for (const [source, group] of crowdedSources(matches, state.c.n)) {
		group.sort((a, b) => distance[a] - distance[b] || a - b);
		for (const match of group.slice(1)) {
			const fork = forkSource(state, source);
			matches.source[match] = fork;
			relate(state, source, fork);
			relate(state, fork, source);
		}
	}
}

/** Sources matched more than once, ascending, each with its matches in match order. */
function crowdedSources(matches: Candidates, nSources: number): [number, number[]][] {
	const count = new Int32Array(nSources);
	for (let m = 0; m < matches.n; m++) {
		if (matches.source[m] >= 0) count[matches.source[m]]++;
	}
	const groups = new Map<number, number[]>();
	for (let m = 0; m < matches.n; m++) {
		const source = matches.source[m];
		if (source < 0 || count[source] < 2) continue;
		const group = groups.get(source);
		if (group) group.push(m);
		else groups.set(source, [m]);
	}
	return [...groups].sort(([a], [b]) => a - b);
}
