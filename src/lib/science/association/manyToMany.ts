import { selected } from './candidates.ts';
import type { Candidates } from './method.ts';
import { relate, type AssociationState } from './state.ts';

/**
 * Thins out many-to-many matches (spec/pipeline.md §4.3-3): of the candidates whose row and whose source both have
 * others, each row keeps the nearest; equal distances are all kept. A row's candidates at sources without others
 * stay, whatever their distance, and do not count for the nearest.
 */
export function nearestOfManyToMany(
	candidates: Candidates,
	distanceOf: (candidates: Candidates) => Float64Array
): Candidates {
	const { epochRow, source } = candidates;
	const distance = distanceOf(candidates);
	const perRow = counts(epochRow);
	const perSource = counts(source);
	const isManyToMany = (m: number) => perRow[epochRow[m]] > 1 && perSource[source[m]] > 1;

	const nearest = new Float64Array(perRow.length).fill(Infinity);
	for (let m = 0; m < candidates.n; m++) {
		if (isManyToMany(m)) nearest[epochRow[m]] = Math.min(nearest[epochRow[m]], distance[m]);
	}
	return selected(candidates, (m) => !isManyToMany(m) || distance[m] === nearest[epochRow[m]]);
}

/** Relates all sources that share a row of this epoch with each other (§4.3-5). */
export function relateManyToOne(
	state: AssociationState,
	{ n, epochRow, source }: Candidates
): void {
	const perRow = counts(epochRow);
	const sharing = new Map<number, number[]>();
	for (let m = 0; m < n; m++) {
		if (perRow[epochRow[m]] < 2) continue;
		const group = sharing.get(epochRow[m]);
		if (group) group.push(source[m]);
		else sharing.set(epochRow[m], [source[m]]);
	}
	for (const group of sharing.values()) {
		for (const one of group) for (const other of group) relate(state, one, other);
	}
}

/** How often each id occurs. */
function counts(ids: Int32Array): Int32Array {
	const count = new Int32Array(ids.reduce((most, id) => Math.max(most, id), -1) + 1);
	for (const id of ids) count[id]++;
	return count;
}
