import type { SourceColumns } from '../run/types.ts';
import {
	addSignificant,
	countPairs,
	emptyMetrics,
	fillPairs,
	type PairedRows,
	type PairSlots
} from './pairs.ts';

/**
 * The pairs of consecutive sources [from, to). `a` and `b` count from the first row of these sources, which is
 * `firstRow` in `bySource.rows`. The arrays belong to the generator: they hold until the next block is asked for.
 */
export interface PairBlock extends PairSlots {
	a: Uint16Array;
	b: Uint16Array;
	n: number;
	from: number;
	to: number;
	firstRow: number;
	nRows: number;
}

/** Most pairs in a block, apart from a single source with more; and most rows, so that `a` and `b` fit 16 bits. */
interface BlockLimits {
	pairs: number;
	rows: number;
}

/** About 30 MB of pairs at a time. */
const BLOCK_LIMITS: BlockLimits = { pairs: 1 << 19, rows: 1 << 16 };

/** All pairs of a run, a bounded number of them at a time, in the order of `measurementPairs`. */
export function* pairsInBlocks(rows: PairedRows, limits = BLOCK_LIMITS): Generator<PairBlock> {
	const blocks = [...blocksOfSources(rows, limits)];
	const slots = emptySlots(blocks.reduce((most, { n }) => Math.max(most, n), 0));
	for (const sources of blocks) {
		fillPairs(rows, sources, slots);
		const { start } = rows.bySource;
		const firstRow = start[sources.from];
		yield {
			...sources,
			firstRow,
			nRows: start[sources.to] - firstRow,
			...trimmed(slots, sources.n)
		};
	}
}

type PairAggregates = Pick<
	SourceColumns,
	| 'vsAbsSignificantMaxPeak'
	| 'mAbsSignificantMaxPeak'
	| 'vsAbsSignificantMaxInt'
	| 'mAbsSignificantMaxInt'
>;

/** Pair metrics of every source, in float64 (spec/pipeline.md §6.1), without holding the pairs. */
export function pairAggregates(
	rows: PairedRows,
	minAbsVs: number,
	limits = BLOCK_LIMITS
): PairAggregates {
	const nSources = rows.bySource.start.length - 1;
	const zeros = () => new Float64Array(nSources);
	const peak = { vs: zeros(), m: zeros() };
	const int = { vs: zeros(), m: zeros() };
	for (const { source, vsPeak, vsInt, mPeak, mInt } of pairsInBlocks(rows, limits)) {
		addSignificant(peak, source, { vs: vsPeak, m: mPeak, minAbsVs });
		addSignificant(int, source, { vs: vsInt, m: mInt, minAbsVs });
	}
	return {
		vsAbsSignificantMaxPeak: peak.vs,
		mAbsSignificantMaxPeak: peak.m,
		vsAbsSignificantMaxInt: int.vs,
		mAbsSignificantMaxInt: int.m
	};
}

function* blocksOfSources({ bySource }: PairedRows, limits: BlockLimits) {
	const { start } = bySource;
	let from = 0;
	let n = 0;
	for (let source = 0; source + 1 < start.length; source++) {
		const added = countPairs(bySource, { from: source, to: source + 1 });
		const isFull = n + added > limits.pairs || start[source + 1] - start[from] > limits.rows;
		if (isFull && source > from) {
			if (n > 0) yield { from, to: source, n };
			from = source;
			n = 0;
		}
		n += added;
	}
	if (n > 0) yield { from, to: start.length - 1, n };
}

type BlockSlots = PairSlots & Pick<PairBlock, 'a' | 'b'>;

function emptySlots(n: number): BlockSlots {
	return {
		source: new Int32Array(n),
		a: new Uint16Array(n),
		b: new Uint16Array(n),
		...emptyMetrics(n)
	};
}

function trimmed(slots: BlockSlots, n: number): BlockSlots {
	return {
		source: slots.source.subarray(0, n),
		a: slots.a.subarray(0, n),
		b: slots.b.subarray(0, n),
		vsPeak: slots.vsPeak.subarray(0, n),
		vsInt: slots.vsInt.subarray(0, n),
		mPeak: slots.mPeak.subarray(0, n),
		mInt: slots.mInt.subarray(0, n)
	};
}
