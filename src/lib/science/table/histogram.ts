import type { NumberColumn } from './rows.ts';

const BINS = 32;
/** Numbers that range over more than this factor are shown in steps of their logarithm. */
const WIDE = 100;

export interface ColumnHistogram {
	log: boolean;
	/** Ascending; one more than counts. */
	edges: number[];
	counts: number[];
	/** Rows in no bin: not measured, infinite, or not above zero where bins are logarithmic. */
	outside: number;
}

/**
 * How the numbers of some rows are spread: over equal steps from the least to the largest, or of their logarithm where most
 * are positive and they range widely. No rows, or none measured: no bins.
 */
export function histogramOf(
	columns: { column: NumberColumn; rows: Uint32Array }[]
): ColumnHistogram {
	const spread = spreadOf(columns);
	if (spread.finite === 0) return { log: false, edges: [], counts: [], outside: spread.rows };
	const isMostlyPositive = spread.positive >= 0.5 * spread.finite;
	const log = isMostlyPositive && spread.max > WIDE * spread.leastPositive;
	const from = log ? Math.log10(spread.leastPositive) : spread.min;
	const to = log ? Math.log10(spread.max) : spread.max;
	const step = (to - from) / BINS;
	const counts = new Array<number>(BINS).fill(0);
	let inside = 0;
	for (const { column, rows } of columns)
		for (let i = 0; i < rows.length; i++) {
			const value = column[rows[i]];
			const place = log ? Math.log10(value) : value;
			if (!Number.isFinite(place)) continue;
			const bin = step > 0 ? Math.min(BINS - 1, Math.floor((place - from) / step)) : 0;
			counts[bin]++;
			inside++;
		}
	return {
		log,
		edges: edgesOf({ from, to, log, ...spread }),
		counts,
		outside: spread.rows - inside
	};
}

interface Spread {
	rows: number;
	finite: number;
	positive: number;
	min: number;
	max: number;
	leastPositive: number;
}

function spreadOf(columns: { column: NumberColumn; rows: Uint32Array }[]): Spread {
	const spread = {
		rows: 0,
		finite: 0,
		positive: 0,
		min: Infinity,
		max: -Infinity,
		leastPositive: Infinity
	};
	for (const { column, rows } of columns) {
		spread.rows += rows.length;
		for (let i = 0; i < rows.length; i++) {
			const value = column[rows[i]];
			if (!Number.isFinite(value)) continue;
			spread.finite++;
			if (value < spread.min) spread.min = value;
			if (value > spread.max) spread.max = value;
			if (value <= 0) continue;
			spread.positive++;
			if (value < spread.leastPositive) spread.leastPositive = value;
		}
	}
	return spread;
}

/** The outer edges are the numbers themselves, so that a slider at its end keeps everything. */
function edgesOf({
	from,
	to,
	log,
	min,
	max,
	leastPositive
}: Spread & { from: number; to: number; log: boolean }): number[] {
	const edges = Array.from({ length: BINS + 1 }, (_, i) => {
		const place = from + ((to - from) * i) / BINS;
		return log ? 10 ** place : place;
	});
	edges[0] = log ? leastPositive : min;
	edges[BINS] = max;
	return edges;
}
