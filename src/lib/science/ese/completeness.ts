import type { InjectionSize } from './injection.ts';
import { wilson } from './reliability.ts';

export type SizeName = keyof InjectionSize;

/** Limits of the bins that a paper's table has, ascending; what lies outside falls into the first or last. */
export const COMPLETENESS_EDGES: Record<SizeName, readonly number[]> = {
	depth: [0, 0.2, 0.4, 0.6, 0.8, 1],
	durationDays: [0, 30, 60, 120, Infinity],
	snr: [0, 10, 20, 40, Infinity]
};

/** An event that was made, and whether somebody or something found it. */
export interface Tried extends InjectionSize {
	found: boolean;
}

/** How many of so many were found, with the interval that holds the true share with 95 % (Wilson 1927); NaN of none. */
export interface FoundShare {
	n: number;
	found: number;
	share: number;
	low: number;
	high: number;
}

export interface CompletenessBin extends FoundShare {
	from: number;
	to: number;
}

/** Share found in each bin of one size. Every event is in exactly one. */
export function completenessBy(size: SizeName, tried: readonly Tried[]): CompletenessBin[] {
	const edges = COMPLETENESS_EDGES[size];
	return edges.slice(0, -1).map((from, bin) => ({
		from,
		to: edges[bin + 1],
		...foundShare(tried.filter((event) => binOf(event[size], edges) === bin))
	}));
}

export function foundShare(tried: readonly Pick<Tried, 'found'>[]): FoundShare {
	const n = tried.length;
	const found = tried.filter((event) => event.found).length;
	return { n, found, share: found / n, ...wilson(found, n) };
}

function binOf(value: number, edges: readonly number[]): number {
	return edges.slice(1, -1).filter((edge) => value >= edge).length;
}
