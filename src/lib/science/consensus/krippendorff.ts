/** How far two classes are apart: nominal and ordinal need no numbers, interval and ratio do. */
export const METRICS = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
export type Metric = (typeof METRICS)[number];

/** Coincidences o_ck as entries of a square table, unit after unit: unit u owns the entries start[u] … start[u+1]. */
export interface Coincidences {
	size: number;
	start: Int32Array;
	/** Place in the square table, row by row. */
	cell: Int32Array;
	/** Pairs c–k in the unit, divided by m_u − 1. */
	weight: Float64Array;
}

/** The coincidences of every item with two votes or more; others hold no pair. Rows of `counts` are items. */
export function coincidences(counts: ArrayLike<number>, size: number): Coincidences {
	const start = [0];
	const cell: number[] = [];
	const weight: number[] = [];
	for (let from = 0; from < counts.length; from += size) {
		const chosen: number[] = [];
		let votes = 0;
		for (let k = 0; k < size; k++) {
			if (counts[from + k] > 0) chosen.push(k);
			votes += counts[from + k];
		}
		if (votes < 2) continue;
		for (const c of chosen) {
			for (const k of chosen) {
				const pairs = counts[from + c] * (c === k ? counts[from + c] - 1 : counts[from + k]);
				if (pairs === 0) continue;
				cell.push(c * size + k);
				weight.push(pairs / (votes - 1));
			}
		}
		start.push(cell.length);
	}
	return {
		size,
		start: Int32Array.from(start),
		cell: Int32Array.from(cell),
		weight: Float64Array.from(weight)
	};
}

/** The square table of coincidences. `times` says how often each unit counts, once each by default. */
export function coincidenceTable(
	{ size, start, cell, weight }: Coincidences,
	times?: ArrayLike<number>
): Float64Array {
	const table = new Float64Array(size * size);
	for (let unit = 0; unit + 1 < start.length; unit++) {
		const repeats = times ? times[unit] : 1;
		if (repeats === 0) continue;
		for (let k = start[unit]; k < start[unit + 1]; k++) table[cell[k]] += repeats * weight[k];
	}
	return table;
}

/**
 * Krippendorff's α = 1 − D_o/D_e (spec/vetting.md §4.1) of a table of coincidences; null where all votes are of one class,
 * for then nothing could have disagreed. Handles missing votes, hence our default.
 * @param values The classes as numbers; without them only `nominal` and `ordinal` (by the order of the classes) exist.
 */
export function krippendorffAlpha(
	table: ArrayLike<number>,
	metric: Metric,
	values: readonly number[] | null
): number | null {
	const size = Math.round(Math.sqrt(table.length));
	const marginals = new Float64Array(size);
	let total = 0;
	for (let i = 0; i < table.length; i++) {
		marginals[Math.floor(i / size)] += table[i];
		total += table[i];
	}
	const squared = squaredDistance(metric, marginals, values ?? []);
	let observed = 0;
	let expected = 0;
	for (let c = 0; c < size; c++) {
		for (let k = c + 1; k < size; k++) {
			if (marginals[c] === 0 || marginals[k] === 0) continue;
			const distance = squared(c, k);
			observed += table[c * size + k] * distance;
			expected += marginals[c] * marginals[k] * distance;
		}
	}
	return expected > 0 ? 1 - ((total - 1) * observed) / expected : null;
}

/** δ²_ck (Krippendorff 2011, "Computing Krippendorff's alpha-reliability", §D). */
function squaredDistance(
	metric: Metric,
	marginals: Float64Array,
	values: readonly number[]
): (c: number, k: number) => number {
	switch (metric) {
		case 'nominal':
			return () => 1;
		case 'ordinal':
			return ordinalDistance(marginals);
		case 'interval':
			return (c, k) => (values[c] - values[k]) ** 2;
		case 'ratio':
			return (c, k) => ((values[c] - values[k]) / (values[c] + values[k])) ** 2;
	}
}

/** The votes between the two classes, half of their own included. */
function ordinalDistance(marginals: Float64Array): (c: number, k: number) => number {
	const middle = new Float64Array(marginals.length);
	let below = 0;
	marginals.forEach((votes, k) => {
		middle[k] = below + votes / 2;
		below += votes;
	});
	return (c, k) => (middle[k] - middle[c]) ** 2;
}
