import type { Histogram } from '#schema/sourceQuery.ts';

/** Positions of a slider between two edges of its histogram. */
const STEPS_PER_BIN = 8;

/** The last position of a slider over this histogram; the first is 0. */
export function lastPosition({ edges }: Pick<Histogram, 'edges'>): number {
	return (edges.length - 1) * STEPS_PER_BIN;
}

/** The number at a position, to three digits; bins are equally wide on the slider, whatever they span. */
export function valueAt({ edges }: Pick<Histogram, 'edges'>, position: number): number {
	const bin = Math.min(Math.floor(position / STEPS_PER_BIN), edges.length - 2);
	const part = position / STEPS_PER_BIN - bin;
	return Number((edges[bin] + part * (edges[bin + 1] - edges[bin])).toPrecision(3));
}

/** Where on the slider a number stands; beyond the histogram, at its end. */
export function positionOf(histogram: Pick<Histogram, 'edges'>, value: number): number {
	const { edges } = histogram;
	if (!(value > edges[0])) return 0;
	const above = edges.findIndex((edge) => edge >= value);
	if (above < 0) return lastPosition(histogram);
	const width = edges[above] - edges[above - 1];
	const part = width > 0 ? (value - edges[above - 1]) / width : 1;
	return Math.round((above - 1 + part) * STEPS_PER_BIN);
}

/** Heights of the bars from 0 to 1: roots, so that the few beside the many can be seen. */
export function barHeights(counts: readonly number[]): number[] {
	const most = Math.max(...counts, 1);
	return counts.map((count) => Math.sqrt(count / most));
}
