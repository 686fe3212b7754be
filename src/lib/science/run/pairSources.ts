import { nearestWithin } from '../sky/crossMatch.ts';

/** Sources of one run, row by row. Degrees. */
export interface RunSources {
	ra: Float64Array;
	dec: Float64Array;
	/** What each belongs to; null: nothing. */
	objectId: (string | null)[];
}

/** Sources of two runs that are one, and those of either that have no partner. Every row is in exactly one place. */
export interface PairedSources {
	/** Rows of the pairs, those by object first, ascending in the first run. */
	rowA: Int32Array;
	rowB: Int32Array;
	/** How many of the pairs, from the first on, share an object; the others lie at one position. */
	nByObject: number;
	onlyA: Int32Array;
	onlyB: Int32Array;
}

/**
 * Pairs sources that belong to one object, the first row of each run where an object has several; then, of those left, each
 * with the other run's nearest within `radiusDeg` if it is that one's nearest too. Symmetric but for ties, which the lower
 * row wins.
 */
export function pairSources(a: RunSources, b: RunSources, radiusDeg: number): PairedSources {
	const partner = new Int32Array(a.ra.length).fill(-1);
	const taken = new Uint8Array(b.ra.length);
	const rowOfObject = new Map<string, number>();
	b.objectId.forEach((id, row) => {
		if (id !== null && !rowOfObject.has(id)) rowOfObject.set(id, row);
	});
	const byObject: number[] = [];
	a.objectId.forEach((id, row) => {
		const other = id === null ? undefined : rowOfObject.get(id);
		if (other === undefined || taken[other]) return;
		partner[row] = other;
		taken[other] = 1;
		byObject.push(row);
	});
	const byPosition = pairByPosition({ a, b, partner, taken }, radiusDeg);
	const rows = [...byObject, ...byPosition];
	return {
		rowA: Int32Array.from(rows),
		rowB: Int32Array.from(rows, (row) => partner[row]),
		nByObject: byObject.length,
		onlyA: rowsWhere(a.ra.length, (row) => partner[row] < 0),
		onlyB: rowsWhere(b.ra.length, (row) => taken[row] === 0)
	};
}

/** Fills in partners of rows that have none yet; gives those rows. */
function pairByPosition(
	{
		a,
		b,
		partner,
		taken
	}: { a: RunSources; b: RunSources; partner: Int32Array; taken: Uint8Array },
	radiusDeg: number
): number[] {
	const leftA = rowsWhere(a.ra.length, (row) => partner[row] < 0);
	const leftB = rowsWhere(b.ra.length, (row) => taken[row] === 0);
	if (leftA.length === 0 || leftB.length === 0) return [];
	const placesA = placesOf(a, leftA);
	const placesB = placesOf(b, leftB);
	const nearestB = nearestWithin(placesB, placesA, radiusDeg).index;
	const nearestA = nearestWithin(placesA, placesB, radiusDeg).index;
	const paired: number[] = [];
	leftA.forEach((row, place) => {
		const other = nearestB[place];
		if (other < 0 || nearestA[other] !== place) return;
		partner[row] = leftB[other];
		taken[leftB[other]] = 1;
		paired.push(row);
	});
	return paired;
}

function placesOf(
	{ ra, dec }: RunSources,
	rows: Int32Array
): { ra: Float64Array; dec: Float64Array } {
	return {
		ra: Float64Array.from(rows, (row) => ra[row]),
		dec: Float64Array.from(rows, (row) => dec[row])
	};
}

function rowsWhere(count: number, holds: (row: number) => boolean): Int32Array {
	const rows: number[] = [];
	for (let row = 0; row < count; row++) if (holds(row)) rows.push(row);
	return Int32Array.from(rows);
}
