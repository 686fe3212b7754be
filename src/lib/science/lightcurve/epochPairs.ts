import { pairM, pairVs } from '../variability/pairs.ts';

export interface EpochPair {
	/** Rows of the light curve; `a` is the earlier, and of equal times the earlier row. */
	a: number;
	b: number;
	vs: number;
	m: number;
}

export interface PairColumnsOfCurve {
	mjd: ArrayLike<number>;
	flux: ArrayLike<number>;
	error: ArrayLike<number>;
}

/**
 * Pairs of epochs with |Vs| ≥ minAbsVs and |m| ≥ minAbsM within each group of rows, one for each band: a spectral slope is not
 * variability. Largest |Vs| first, the first by row on ties, and no more than `most`; `count` says how many there are.
 * Pairs without a finite Vs and m do not count, as in the pipeline's own pair metrics.
 */
export function epochPairs(
	{ mjd, flux, error }: PairColumnsOfCurve,
	bands: readonly (readonly number[])[],
	{ minAbsVs, minAbsM, most }: { minAbsVs: number; minAbsM: number; most: number }
): { pairs: EpochPair[]; count: number } {
	let pairs: EpochPair[] = [];
	let count = 0;
	/** Weaker pairs are counted, but no longer kept. */
	let weakestKept = 0;
	for (const rows of bands) {
		const inTime = [...rows].sort((a, b) => mjd[a] - mjd[b] || a - b);
		for (let i = 0; i < inTime.length; i++) {
			for (let j = i + 1; j < inTime.length; j++) {
				const [a, b] = [inTime[i], inTime[j]];
				const vs = pairVs(flux[a], error[a], flux[b], error[b]);
				const m = pairM(flux[a], flux[b]);
				if (!isAtLeast(vs, minAbsVs) || !isAtLeast(m, minAbsM)) continue;
				count++;
				if (Math.abs(vs) < weakestKept) continue;
				pairs.push({ a, b, vs, m });
				// Never more than twice what is kept, however many pass.
				if (pairs.length < 2 * most) continue;
				pairs = strongest(pairs, most);
				weakestKept = Math.abs(pairs[most - 1].vs);
			}
		}
	}
	return { pairs: strongest(pairs, most), count };
}

function isAtLeast(value: number, least: number): boolean {
	return Number.isFinite(value) && Math.abs(value) >= least;
}

function strongest(pairs: EpochPair[], most: number): EpochPair[] {
	return pairs
		.sort((p, q) => Math.abs(q.vs) - Math.abs(p.vs) || p.a - q.a || p.b - q.b)
		.slice(0, most);
}
