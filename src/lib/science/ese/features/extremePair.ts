import { pairM, pairVs } from '../../variability/pairs.ts';

/** Pairs are only sought among this many of the brightest and of the faintest epochs. */
const MOST_AT_AN_END = 60;

/**
 * Largest |Vs| of two epochs and their |m| (spec/vetting.md §3.5). Where there are many epochs, of those with the highest and lowest
 * fluxes, which is where it lies unless errors differ wildly. Zeros below two epochs.
 */
export function extremePair(flux: Float64Array, error: Float64Array): { vs: number; m: number } {
	const order = Array.from(flux.keys()).sort((a, b) => flux[a] - flux[b] || a - b);
	const low = order.slice(0, MOST_AT_AN_END);
	const high = order.slice(-MOST_AT_AN_END);
	const best = { vs: 0, m: 0 };
	for (const a of high) {
		for (const b of low) {
			const vs = a === b ? 0 : Math.abs(pairVs(flux[a], error[a], flux[b], error[b]));
			if (vs <= best.vs) continue;
			best.vs = vs;
			best.m = Math.abs(pairM(flux[a], flux[b]));
		}
	}
	return best;
}
