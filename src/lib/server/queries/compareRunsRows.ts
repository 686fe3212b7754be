import type { ComparedRow, CompareRuns } from '#schema/compareRuns.ts';
import { store } from '../store/client.ts';
import { findSources } from '../store/sources.ts';
import { measured, offsets, type PairedRuns } from './compareRunsPairs.ts';

/** Rows of a table, before the sources' names are known. */
interface NumberRow {
	sourceA: number | null;
	sourceB: number | null;
	a: number;
	b: number;
	change: number;
}

/** The pairs that differ most, or what only one run has, the brightest first; at most so many. */
export async function comparedRows(
	paired: PairedRuns,
	asked: CompareRuns,
	most: number
): Promise<ComparedRow[]> {
	const rows = (await numberRows(paired, asked)).slice(0, most);
	const ids = rows
		.flatMap(({ sourceA, sourceB }) => [sourceA, sourceB])
		.filter((id) => id !== null);
	const sources = await findSources(store(), ids);
	const named = (id: number | null) =>
		id === null ? null : { id, name: sources.get(id)?.name ?? String(id) };
	return rows.map(({ sourceA, sourceB, ...numbers }) => ({
		id: `${sourceA ?? ''} ${sourceB ?? ''}`,
		...{ sourceA: named(sourceA), sourceB: named(sourceB) },
		...numbers
	}));
}

/** All rows of a list in its order. */
export async function numberRows(paired: PairedRuns, asked: CompareRuns): Promise<NumberRow[]> {
	if (asked.list === 'changed') return changedRows(paired, asked);
	const isA = asked.list === 'onlyA';
	const { sourceId } = isA ? paired.a : paired.b;
	const flux = await measured(isA ? paired.a : paired.b, 'flux');
	const rows = [...(isA ? paired.onlyA : paired.onlyB)].sort(
		(x, y) => last(flux[y]) - last(flux[x])
	);
	return rows.map((row) => ({
		...(isA
			? { sourceA: sourceId[row], sourceB: null, a: flux[row], b: NaN }
			: { sourceA: null, sourceB: sourceId[row], a: NaN, b: flux[row] }),
		change: NaN
	}));
}

async function changedRows(paired: PairedRuns, { measure }: CompareRuns): Promise<NumberRow[]> {
	const { a, b, rowA, rowB } = paired;
	const shift = offsets(paired);
	const [inA, inB] = await Promise.all([measured(a, measure), measured(b, measure)]);
	const rows = Array.from(rowA, (row, i) => {
		const ids = { sourceA: a.sourceId[row], sourceB: b.sourceId[rowB[i]] };
		if (measure === 'position') {
			const change = Math.hypot(shift.ra[i], shift.dec[i]);
			return { ...ids, a: shift.ra[i], b: shift.dec[i], change };
		}
		return { ...ids, a: inA[row], b: inB[rowB[i]], change: inB[rowB[i]] / inA[row] };
	});
	const size = ({ change }: NumberRow) =>
		measure === 'position' ? change : Math.abs(Math.log(change));
	return rows.sort((x, y) => last(size(y)) - last(size(x)));
}

/** What was not measured, or not above zero, comes last. */
function last(value: number): number {
	return Number.isFinite(value) ? value : -1;
}
