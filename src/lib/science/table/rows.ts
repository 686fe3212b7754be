/** Numbers of one thing each, row by row. NaN: not measured. */
export type NumberColumn = Float64Array | Float32Array | Uint8Array;

/** All rows of a table, in order. */
export function allRows(count: number): Uint32Array {
	const rows = new Uint32Array(count);
	for (let row = 0; row < count; row++) rows[row] = row;
	return rows;
}

/** The rows whose number lies in the range, ends included; null is unbounded. NaN is in no range. */
export function rowsInRange(
	rows: Uint32Array,
	column: NumberColumn,
	{ min, max }: { min: number | null; max: number | null }
): Uint32Array {
	const low = min ?? -Infinity;
	const high = max ?? Infinity;
	const kept = new Uint32Array(rows.length);
	let count = 0;
	for (let i = 0; i < rows.length; i++) {
		const value = column[rows[i]];
		// Written at every step and counted only if kept: no branch to be guessed wrong.
		kept[count] = rows[i];
		count += Number(value >= low && value <= high);
	}
	return kept.subarray(0, count);
}

/** The rows for which a test holds. */
export function rowsWhere(rows: Uint32Array, holds: (row: number) => boolean): Uint32Array {
	const kept = new Uint32Array(rows.length);
	let count = 0;
	for (let i = 0; i < rows.length; i++) if (holds(rows[i])) kept[count++] = rows[i];
	return kept.subarray(0, count);
}

/** Rows of both; both ascending. */
export function rowsInBoth(rows: Uint32Array, others: Uint32Array): Uint32Array {
	return merged(rows, others, true);
}

/** Rows that are not among the others; both ascending. */
export function rowsWithout(rows: Uint32Array, others: Uint32Array): Uint32Array {
	return merged(rows, others, false);
}

function merged(rows: Uint32Array, others: Uint32Array, wanted: boolean): Uint32Array {
	const kept = new Uint32Array(rows.length);
	let count = 0;
	let at = 0;
	for (let i = 0; i < rows.length; i++) {
		while (at < others.length && others[at] < rows[i]) at++;
		const isInOthers = at < others.length && others[at] === rows[i];
		if (isInOthers === wanted) kept[count++] = rows[i];
	}
	return kept.subarray(0, count);
}

/** Rows of these keys in an ascending column of keys, ascending, each once; keys that are not there are left out. */
export function rowsOfKeys(keys: Iterable<number>, sorted: NumberColumn): Uint32Array {
	const found = new Set<number>();
	for (const key of keys) {
		const row = rowOfKey(key, sorted);
		if (row >= 0) found.add(row);
	}
	return Uint32Array.from(found).sort();
}

/** Row of a key in an ascending column of keys; −1 when it is not there. */
export function rowOfKey(key: number, sorted: NumberColumn): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (sorted[middle] < key) low = middle + 1;
		else high = middle;
	}
	return low < sorted.length && sorted[low] === key ? low : -1;
}
