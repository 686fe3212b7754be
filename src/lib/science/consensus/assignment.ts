/**
 * The permutation that maximises Σ gain[i, to[i]] of a square table, by the Hungarian method with potentials (Kuhn 1955;
 * shortest augmenting paths as in Jonker & Volgenant 1987). Used to tell which class of one solution is which of another.
 */
export function bestAssignment(gain: ArrayLike<number>): Int32Array {
	const size = Math.round(Math.sqrt(gain.length));
	const rowPotential = new Float64Array(size + 1);
	const columnPotential = new Float64Array(size + 1);
	// Rows and columns count from 1; column 0 is where each search begins.
	const rowOf = new Int32Array(size + 1);
	const cost = (row: number, column: number) =>
		-gain[(row - 1) * size + column - 1] - rowPotential[row] - columnPotential[column];
	for (let row = 1; row <= size; row++) {
		const slack = new Float64Array(size + 1).fill(Infinity);
		const previous = new Int32Array(size + 1);
		const reached = new Uint8Array(size + 1);
		rowOf[0] = row;
		let column = 0;
		while (rowOf[column] !== 0) {
			reached[column] = 1;
			let nearest = 0;
			for (let next = 1; next <= size; next++) {
				if (reached[next]) continue;
				const reduced = cost(rowOf[column], next);
				if (reduced < slack[next]) {
					slack[next] = reduced;
					previous[next] = column;
				}
				if (nearest === 0 || slack[next] < slack[nearest]) nearest = next;
			}
			const step = slack[nearest];
			for (let k = 0; k <= size; k++) {
				if (reached[k]) {
					rowPotential[rowOf[k]] += step;
					columnPotential[k] -= step;
				} else slack[k] -= step;
			}
			column = nearest;
		}
		// Turn the path over, back to the column it began at.
		for (; column !== 0; column = previous[column]) rowOf[column] = rowOf[previous[column]];
	}
	const to = new Int32Array(size);
	for (let column = 1; column <= size; column++) to[rowOf[column] - 1] = column - 1;
	return to;
}
