import type { AssociationColumns, PairColumns, RunImage } from '../run/types.ts';
import type { RowsBySource } from '../run/rowsBySource.ts';

/** Two-epoch significance: Vs = (f_a − f_b)/√(e_a² + e_b²) (spec/pipeline.md §6.1). */
export function pairVs(fluxA: number, errA: number, fluxB: number, errB: number): number {
	return (fluxA - fluxB) / Math.sqrt(errA * errA + errB * errB);
}

/** Two-epoch modulation: m = 2(f_a − f_b)/(f_a + f_b). */
export function pairM(fluxA: number, fluxB: number): number {
	return (2 * (fluxA - fluxB)) / (fluxA + fluxB);
}

/** Fluxes and errors of every association row, mJy and mJy/beam. */
export interface RowFluxes {
	int: Float64Array;
	intErr: Float64Array;
	peak: Float64Array;
	peakErr: Float64Array;
}

/**
 * All pairs of each source's rows, sources ascending, rows in association order; `a` is the earlier by date,
 * and of equal dates the earlier row.
 */
export function measurementPairs(
	images: RunImage[],
	associations: AssociationColumns,
	bySource: RowsBySource,
	flux: RowFluxes
): PairColumns {
	const dateMs = rowDates(images, associations);
	const sources = { from: 0, to: bySource.start.length - 1 };
	const n = countPairs(bySource, sources);
	const pairs = {
		n,
		source: new Int32Array(n),
		a: new Int32Array(n),
		b: new Int32Array(n),
		...emptyMetrics(n)
	};
	fillPairs({ bySource, dateMs, flux }, sources, pairs);
	const { rows } = bySource;
	for (let p = 0; p < n; p++) {
		pairs.a[p] = rows[pairs.a[p]];
		pairs.b[p] = rows[pairs.b[p]];
	}
	return pairs;
}

/** ms since 1970 of every association row. */
export function rowDates(images: RunImage[], { n, image }: AssociationColumns): Float64Array {
	const dateMs = new Float64Array(n);
	for (let k = 0; k < n; k++) dateMs[k] = images[image[k]].datetimeMs;
	return dateMs;
}

/** How many pairs the sources [from, to) have. */
export function countPairs(
	{ start }: RowsBySource,
	{ from, to }: { from: number; to: number }
): number {
	let total = 0;
	for (let source = from; source < to; source++) {
		const n = start[source + 1] - start[source];
		total += (n * (n - 1)) / 2;
	}
	return total;
}

/** What pairs are made of; dates and fluxes per association row. */
export interface PairedRows {
	bySource: RowsBySource;
	dateMs: Float64Array;
	flux: RowFluxes;
}

interface PairMetrics {
	vsPeak: Float64Array;
	vsInt: Float64Array;
	mPeak: Float64Array;
	mInt: Float64Array;
}

/** Arrays with room for the pairs to be filled in. */
export interface PairSlots extends PairMetrics {
	source: Int32Array;
	a: Int32Array | Uint16Array;
	b: Int32Array | Uint16Array;
}

export function emptyMetrics(n: number): PairMetrics {
	return {
		vsPeak: new Float64Array(n),
		vsInt: new Float64Array(n),
		mPeak: new Float64Array(n),
		mInt: new Float64Array(n)
	};
}

/**
 * Puts the pairs of the sources [from, to) into `slots`, from its start; `a` and `b` become places in
 * `bySource.rows`, counted from the first of these sources.
 * @returns the number of pairs.
 */
export function fillPairs(
	{ bySource, dateMs, flux }: PairedRows,
	{ from, to }: { from: number; to: number },
	slots: PairSlots
): number {
	const { start, rows } = bySource;
	const base = start[from];
	let p = 0;
	for (let source = from; source < to; source++) {
		for (let i = start[source]; i < start[source + 1]; i++) {
			for (let j = i + 1; j < start[source + 1]; j++) {
				const swapped = dateMs[rows[j]] < dateMs[rows[i]];
				const a = swapped ? rows[j] : rows[i];
				const b = swapped ? rows[i] : rows[j];
				slots.source[p] = source;
				slots.a[p] = (swapped ? j : i) - base;
				slots.b[p] = (swapped ? i : j) - base;
				slots.vsPeak[p] = pairVs(flux.peak[a], flux.peakErr[a], flux.peak[b], flux.peakErr[b]);
				slots.vsInt[p] = pairVs(flux.int[a], flux.intErr[a], flux.int[b], flux.intErr[b]);
				slots.mPeak[p] = pairM(flux.peak[a], flux.peak[b]);
				slots.mInt[p] = pairM(flux.int[a], flux.int[b]);
				p++;
			}
		}
	}
	return p;
}

/** Per source, |Vs| and |m| of its most modulated significant pair; 0 where there is none. */
export interface SignificantPairs {
	vs: Float64Array;
	m: Float64Array;
}

/**
 * Among a source's pairs with |Vs| ≥ minAbsVs the one with the largest |m| (the first on ties), so its |Vs| need
 * not be the source's largest. Pairs without a finite Vs and m do not count.
 */
export function significantPairs(
	source: Int32Array,
	vs: Float64Array,
	m: Float64Array,
	{ nSources, minAbsVs }: { nSources: number; minAbsVs: number }
): SignificantPairs {
	const found = { vs: new Float64Array(nSources), m: new Float64Array(nSources) };
	addSignificant(found, source, { vs, m, minAbsVs });
	return found;
}

/** Takes further pairs into account: the pairs of a source may come in any number of calls, in their order. */
export function addSignificant(
	found: SignificantPairs,
	source: Int32Array,
	{ vs, m, minAbsVs }: { vs: Float64Array; m: Float64Array; minAbsVs: number }
): void {
	for (let p = 0; p < source.length; p++) {
		const absVs = Math.abs(vs[p]);
		const absM = Math.abs(m[p]);
		if (!(absVs >= minAbsVs) || absVs === Infinity || absM === Infinity) continue;
		const k = source[p];
		if (!(absM > found.m[k])) continue;
		found.m[k] = absM;
		found.vs[k] = absVs;
	}
}
