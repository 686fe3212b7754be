import type { EpochPair } from '#science/lightcurve/epochPairs.ts';
import type { LightCurve } from '#schema/source.ts';
import type { Band } from './series.ts';

/** An epoch on the circle. */
export interface PairNode {
	/** Row of the light curve. */
	index: number;
	/** Place of its band. */
	band: number;
	x: number;
	y: number;
}

export interface PairEdge extends EpochPair {
	from: PairNode;
	to: PairNode;
}

export interface PairLayout {
	nodes: PairNode[];
	edges: PairEdge[];
	/** Radius of a node. */
	radius: number;
}

/** Of the circle; the picture reaches from −SIDE / 2 to SIDE / 2. */
const CIRCLE = 100;
export const SIDE = 240;
/** More epochs than this have no room for those without a pair. */
const MOST_NODES = 48;

/** Epochs on a circle, clockwise in time from the top, joined where they are pairs. */
export function pairLayout(
	{ mjd }: Pick<LightCurve, 'mjd'>,
	bands: readonly Band[],
	pairs: readonly EpochPair[]
): PairLayout {
	const paired = new Set(pairs.flatMap(({ a, b }) => [a, b]));
	const all = bands.flatMap(({ rows }, band) => rows.map((index) => ({ index, band })));
	const shown = all
		.filter(({ index }) => all.length <= MOST_NODES || paired.has(index))
		.sort((p, q) => mjd[p.index] - mjd[q.index] || p.index - q.index);
	const nodes = shown.map((node, i): PairNode => {
		const angle = (2 * Math.PI * i) / shown.length;
		return { ...node, x: CIRCLE * Math.sin(angle), y: -CIRCLE * Math.cos(angle) };
	});
	const byIndex = new Map(nodes.map((node) => [node.index, node]));
	const edges = pairs.flatMap((pair): PairEdge[] => {
		const [from, to] = [byIndex.get(pair.a), byIndex.get(pair.b)];
		return from && to ? [{ ...pair, from, to }] : [];
	});
	// Neighbours on the circle leave a gap between them.
	const radius = Math.min(10, (0.42 * 2 * Math.PI * CIRCLE) / Math.max(1, nodes.length));
	return { nodes, edges, radius };
}
