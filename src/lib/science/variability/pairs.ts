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
	const pairs = emptyPairs(countPairs(bySource));
	const { start, rows } = bySource;
	const date = new Float64Array(associations.n);
	for (let k = 0; k < date.length; k++) date[k] = images[associations.image[k]].datetimeMs;
	let p = 0;
	for (let source = 0; source + 1 < start.length; source++) {
		for (let i = start[source]; i < start[source + 1]; i++) {
			for (let j = i + 1; j < start[source + 1]; j++) {
				const swapped = date[rows[j]] < date[rows[i]];
				pairs.source[p] = source;
				pairs.a[p] = swapped ? rows[j] : rows[i];
				pairs.b[p] = swapped ? rows[i] : rows[j];
				p++;
			}
		}
	}
	for (p = 0; p < pairs.n; p++) {
		const a = pairs.a[p];
		const b = pairs.b[p];
		pairs.vsPeak[p] = pairVs(flux.peak[a], flux.peakErr[a], flux.peak[b], flux.peakErr[b]);
		pairs.vsInt[p] = pairVs(flux.int[a], flux.intErr[a], flux.int[b], flux.intErr[b]);
		pairs.mPeak[p] = pairM(flux.peak[a], flux.peak[b]);
		pairs.mInt[p] = pairM(flux.int[a], flux.int[b]);
	}
	return pairs;
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
	const found = { vs: new Float64Array(nSources), m: new Float64Array(nSources).fill(-1) };
	for (let p = 0; p < source.length; p++) {
		const absVs = Math.abs(vs[p]);
		const absM = Math.abs(m[p]);
		if (!(absVs >= minAbsVs) || absVs === Infinity || absM === Infinity) continue;
		if (!(absM > found.m[source[p]])) continue;
		found.m[source[p]] = absM;
		found.vs[source[p]] = absVs;
	}
	return { vs: found.vs, m: found.m.map((value) => Math.max(0, value)) };
}

function countPairs({ start }: RowsBySource): number {
	let total = 0;
	for (let source = 0; source + 1 < start.length; source++) {
		const n = start[source + 1] - start[source];
		total += (n * (n - 1)) / 2;
	}
	return total;
}

function emptyPairs(n: number): PairColumns {
	return {
		n,
		source: new Int32Array(n),
		a: new Int32Array(n),
		b: new Int32Array(n),
		vsPeak: new Float64Array(n),
		vsInt: new Float64Array(n),
		mPeak: new Float64Array(n),
		mInt: new Float64Array(n)
	};
}
