/** Association rows grouped by source: rows of source i are rows[start[i] … start[i+1]), in association order. */
export interface RowsBySource {
	start: Int32Array;
	rows: Int32Array;
}

/** Counting sort, so equal sources keep their order. */
export function rowsBySource(source: Int32Array, nSources: number): RowsBySource {
	const start = new Int32Array(nSources + 1);
	for (const id of source) start[id + 1]++;
	for (let i = 0; i < nSources; i++) start[i + 1] += start[i];
	const next = start.slice(0, nSources);
	const rows = new Int32Array(source.length);
	for (let k = 0; k < source.length; k++) rows[next[source[k]]++] = k;
	return { start, rows };
}
