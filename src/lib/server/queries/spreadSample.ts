const CELLS = 64;

/**
 * Rows of at most `most` points that show where points are at all: the plane is cut into 64 × 64 cells, and each gives
 * one point in turn until the number is reached. Crowded cells are thinned, lone points always stay. Finite values only.
 */
export function spreadSample(x: number[], y: number[], most: number): number[] {
	if (x.length <= most) return x.map((_, row) => row);
	const column = binning(x);
	const line = binning(y);
	const cells = new Map<number, number[]>();
	for (let row = 0; row < x.length; row++) {
		const cell = column(x[row]) * CELLS + line(y[row]);
		const members = cells.get(cell);
		if (members) members.push(row);
		else cells.set(cell, [row]);
	}
	const sample: number[] = [];
	for (let turn = 0; sample.length < most; turn++) {
		for (const members of cells.values()) {
			if (turn < members.length && sample.length < most) sample.push(members[turn]);
		}
	}
	return sample;
}

function binning(values: number[]): (value: number) => number {
	let low = Infinity;
	let high = -Infinity;
	for (const value of values) {
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	const scale = high > low ? CELLS / (high - low) : 0;
	return (value) => Math.min(CELLS - 1, Math.floor((value - low) * scale));
}
