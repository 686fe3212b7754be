import { expect, test } from 'vitest';
import { rowsBySource } from '../run/rowsBySource.ts';
import { Random } from '../stats/random.ts';
import {
	countPairs,
	emptyMetrics,
	fillPairs,
	significantPairs,
	type PairedRows,
	type PairSlots
} from './pairs.ts';
import { pairAggregates, pairsInBlocks } from './pairsInBlocks.ts';

const N_SOURCES = 40;

/** Sources with 0 to 6 rows each, several of them on the same date. */
function randomRows(seed: number): PairedRows {
	const random = new Random(seed);
	const n = 120;
	const values = (make: () => number) => Float64Array.from({ length: n }, make);
	const source = Int32Array.from({ length: n }, () => random.integer(N_SOURCES));
	return {
		bySource: rowsBySource(source, N_SOURCES),
		dateMs: values(() => random.integer(4)),
		flux: {
			int: values(() => random.between(-1, 10)),
			intErr: values(() => random.between(0.1, 1)),
			peak: values(() => random.between(-1, 10)),
			peakErr: values(() => random.between(0.1, 1))
		}
	};
}

/** All pairs at once. */
function wholeOf(rows: PairedRows): PairSlots & { n: number } {
	const n = countPairs(rows.bySource, { from: 0, to: N_SOURCES });
	const whole = { source: new Int32Array(n), a: new Int32Array(n), b: new Int32Array(n) };
	const slots = { ...whole, ...emptyMetrics(n) };
	fillPairs(rows, { from: 0, to: N_SOURCES }, slots);
	return { ...slots, n };
}

test.each([1, 2, 3])('blocks put together are all pairs in their order (seed %i)', (seed) => {
	const rows = randomRows(seed);
	const whole = wholeOf(rows);
	const found = {
		source: [] as number[],
		a: [] as number[],
		b: [] as number[],
		vs: [] as number[]
	};
	for (const block of pairsInBlocks(rows, { pairs: 25, rows: 12 })) {
		expect(block.n).toBe(block.source.length);
		found.source.push(...block.source);
		found.a.push(...Array.from(block.a, (row) => row + block.firstRow));
		found.b.push(...Array.from(block.b, (row) => row + block.firstRow));
		found.vs.push(...block.vsPeak);
	}
	expect(found).toEqual({
		source: [...whole.source],
		a: [...whole.a],
		b: [...whole.b],
		vs: [...whole.vsPeak]
	});
});

test('a block never has more pairs or rows than allowed, unless one source has', () => {
	const rows = randomRows(4);
	for (const { n, nRows, from, to } of pairsInBlocks(rows, { pairs: 10, rows: 5 })) {
		if (to - from === 1) continue;
		expect(n).toBeLessThanOrEqual(10);
		expect(nRows).toBeLessThanOrEqual(5);
	}
});

test('sources of one measurement each make no block', () => {
	const rows = randomRows(5);
	const alone = rowsBySource(Int32Array.of(0, 1, 2), 3);
	expect([...pairsInBlocks({ ...rows, bySource: alone })]).toEqual([]);
});

test('the aggregates do not depend on how the pairs are divided', () => {
	const rows = randomRows(6);
	const whole = wholeOf(rows);
	const limits = { nSources: N_SOURCES, minAbsVs: 2 };
	const peak = significantPairs(whole.source, whole.vsPeak, whole.mPeak, limits);
	const int = significantPairs(whole.source, whole.vsInt, whole.mInt, limits);
	expect(pairAggregates(rows, 2, { pairs: 7, rows: 100 })).toEqual({
		vsAbsSignificantMaxPeak: peak.vs,
		mAbsSignificantMaxPeak: peak.m,
		vsAbsSignificantMaxInt: int.vs,
		mAbsSignificantMaxInt: int.m
	});
	expect(Math.max(...peak.vs)).toBeGreaterThan(2);
});
