/** Images of one band differ in frequency by less than this fraction (spec/pipeline.md §2.3). */
export const SAME_BAND = 0.02;

/** Rows of each band, bands ascending in frequency (any unit), rows in their order. Of all rows, or of those given. */
export function rowsByBand(
	frequency: ArrayLike<number>,
	rows: readonly number[] = Array.from(frequency, (_, row) => row)
): number[][] {
	const ascending = [...rows].sort((a, b) => frequency[a] - frequency[b] || a - b);
	const bands: number[][] = [];
	let lowest = NaN;
	for (const row of ascending) {
		if (!(frequency[row] - lowest < SAME_BAND * lowest)) {
			bands.push([]);
			lowest = frequency[row];
		}
		bands[bands.length - 1].push(row);
	}
	return bands.map((band) => band.sort((a, b) => a - b));
}
