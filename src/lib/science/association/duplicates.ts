import type { RunImage } from '../run/types.ts';
import { pairsWithin } from '../sky/crossMatch.ts';
import { separationDeg } from '../sky/separation.ts';
import type { EpochRows } from './method.ts';

/**
 * Rows of an epoch that stay when each source seen in several of its images is kept once (spec/pipeline.md §4.2),
 * by ascending RA. Of two rows of different images within the radius, the one further from its own image's
 * centre goes, even if the nearer one is itself removed for a third (no chaining, as in the reference).
 * Equal distances: the earlier row stays; equal RA: the nearer to its centre first. Positions are finite.
 */
export function withoutDuplicates(
	images: RunImage[],
	epoch: EpochRows,
	radiusDeg: number
): Int32Array {
	const fromCentre = new Float64Array(epoch.n);
	for (let k = 0; k < epoch.n; k++) {
		const centre = images[epoch.image[k]];
		fromCentre[k] = separationDeg(epoch.ra[k], epoch.dec[k], centre.ra, centre.dec);
	}
	const order = Int32Array.from(fromCentre.keys()).sort(
		(a, b) => fromCentre[a] - fromCentre[b] || a - b
	);
	const rank = new Int32Array(epoch.n);
	order.forEach((k, position) => (rank[k] = position));

	const removed = new Uint8Array(epoch.n);
	const near = pairsWithin(epoch, epoch, radiusDeg);
	for (let p = 0; p < near.catalogue.length; p++) {
		const a = near.catalogue[p];
		const b = near.point[p];
		if (rank[a] < rank[b] && epoch.image[a] !== epoch.image[b]) removed[b] = 1;
	}
	return order
		.filter((k) => !removed[k])
		.sort((a, b) => epoch.ra[a] - epoch.ra[b] || rank[a] - rank[b]);
}
