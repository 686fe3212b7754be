import type { PreviousRun, RunImage } from '../run/types.ts';
import { addToPosition } from './runningPositions.ts';
import { appendRow, emptyState, newSource, relate, type AssociationState } from './state.ts';

/**
 * S and C of a run to which images are added (spec/pipeline.md §4.9): its associations in their order, its sources at
 * their published positions and uncertainties (those count forced weights too, until an epoch is associated and they are
 * computed anew), and its relations. Source i keeps the index i.
 */
export function stateOf(images: RunImage[], previous: PreviousRun): AssociationState {
	const state = emptyState();
	const { associations, sources, relations } = previous;
	for (let source = 0; source < sources.n; source++) newSource(state);
	for (let k = 0; k < associations.n; k++) {
		const source = associations.source[k];
		const { measurements } = images[associations.image[k]];
		const row = associations.row[k];
		const [d2d, dr] = [associations.d2d[k], associations.dr[k]];
		appendRow(state, { source, image: associations.image[k], row, d2d, dr });
		if (!measurements.forced[row]) addToPosition(state, source, measurements, row);
	}
	for (const name of ['ra', 'dec', 'uncertaintyEw', 'uncertaintyNs'] as const) {
		state.c[name].values.set(sources[name]);
	}
	relations.from.forEach((from, k) => relate(state, from, relations.to[k]));
	return state;
}

/**
 * The base catalogue of such a run: by the id of each source's first catalogue measurement, then by source. A source
 * without one is not in it.
 */
export function catalogueOf({ s, c }: AssociationState, images: RunImage[]): Int32Array {
	const firstId = new Float64Array(c.n).fill(Infinity);
	for (let k = 0; k < s.n; k++) {
		const { id, forced } = images[s.image.values[k]].measurements;
		const row = s.row.values[k];
		const source = s.source.values[k];
		if (!forced[row]) firstId[source] = Math.min(firstId[source], id[row]);
	}
	return Int32Array.from(firstId.keys())
		.filter((source) => firstId[source] < Infinity)
		.sort((a, b) => firstId[a] - firstId[b] || a - b);
}
