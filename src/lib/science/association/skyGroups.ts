import { skyRegions, type SkyRegion } from '../coverage/skyRegions.ts';
import type { RunImage } from '../run/types.ts';
import { separationDeg } from '../sky/separation.ts';

/** How far a region looks for neighbours, in radii of its own circle. */
const REACH = 1.1;

/**
 * The group of sky regions of each image (spec/pipeline.md §4.7), counted from 0 in the order of the regions' ids.
 * Regions are neighbours when either reaches the other's centre, and neighbours of neighbours share a group; in the
 * reference, where only the larger may reach the smaller, the outcome depends on the order of the table.
 */
export function skyGroups(images: RunImage[]): { count: number; groupOf: Int32Array } {
	const regions = skyRegions(images);
	const first = Int32Array.from(regions.keys());
	for (let a = 0; a < regions.length; a++) {
		for (let b = 0; b < a; b++) {
			if (areNeighbours(regions[a], regions[b])) join(first, a, b);
		}
	}
	const groupOf = new Int32Array(images.length);
	const numbers = new Map<number, number>();
	for (const [region, { images: members }] of regions.entries()) {
		const root = rootOf(first, region);
		const group = numbers.get(root) ?? numbers.size;
		numbers.set(root, group);
		for (const index of members) groupOf[index] = group;
	}
	return { count: numbers.size, groupOf };
}

function areNeighbours(a: SkyRegion, b: SkyRegion): boolean {
	return separationDeg(a.ra, a.dec, b.ra, b.dec) <= REACH * Math.max(a.radius, b.radius);
}

/** Union by the lower region, so that a group's root is its first region. */
function join(parent: Int32Array, a: number, b: number): void {
	const [low, high] = [rootOf(parent, a), rootOf(parent, b)].sort((x, y) => x - y);
	parent[high] = low;
}

function rootOf(parent: Int32Array, region: number): number {
	let root = region;
	while (parent[root] !== root) root = parent[root];
	return root;
}
