import { neighbourFinder, type PixelPositions } from './neighbours.ts';

/** A cluster grows by this many nearest sources at a time, the source itself included. */
const MOST_NEIGHBOURS = 10;

/**
 * Groups of sources (indices) too close to be measured alone (spec/pipeline.md §5.4-5), in the order in which they were
 * begun. The order of the sources matters: a source joins with its neighbours the cluster that its nearest neighbour
 * *began*, not one it is merely a member of, so that along a chain a source may be in two clusters. `limit` in pixels.
 */
export function sourceClusters(positions: PixelPositions, limit: number): number[][] {
	if (!(limit > 0) || positions.x.length < 2) return [];
	const neighbours = neighbourFinder(positions, limit, MOST_NEIGHBOURS);
	const begunBy = new Map<number, Set<number>>();
	for (let i = 0; i < positions.x.length; i++) {
		const near = neighbours(i);
		if (near.length < 2) continue;
		const beginner = near.find((index) => begunBy.has(index));
		const cluster = beginner === undefined ? undefined : begunBy.get(beginner);
		if (cluster) for (const index of near) cluster.add(index);
		else begunBy.set(i, new Set(near));
	}
	return Array.from(begunBy.values(), (members) => [...members].sort((a, b) => a - b));
}
