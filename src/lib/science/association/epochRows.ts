import type { RunImage } from '../run/types.ts';
import { withoutDuplicates } from './duplicates.ts';
import type { EpochRows } from './method.ts';

/**
 * Rows of the epoch made of `members` (indices into `images`, in time order). One image: file order. Several:
 * a source seen in two of them is kept once, where it lies nearest to its image's centre (spec/pipeline.md §4.2).
 */
export function epochRows(
	images: RunImage[],
	members: readonly number[],
	duplicateRadiusDeg: number
): EpochRows {
	const total = members.reduce((sum, index) => sum + images[index].measurements.n, 0);
	const image = new Int32Array(total);
	const row = new Int32Array(total);
	let n = 0;
	for (const index of members) {
		for (let k = 0; k < images[index].measurements.n; k++) {
			image[n] = index;
			row[n++] = k;
		}
	}
	const all = gathered(images, image, row);
	if (members.length < 2) return all;
	const kept = withoutDuplicates(images, all, duplicateRadiusDeg);
	return gathered(
		images,
		kept.map((k) => image[k]),
		kept.map((k) => row[k])
	);
}

function gathered(images: RunImage[], image: Int32Array, row: Int32Array): EpochRows {
	const n = image.length;
	const ra = new Float64Array(n);
	const dec = new Float64Array(n);
	const weightEw = new Float64Array(n);
	const weightNs = new Float64Array(n);
	const forced = new Uint8Array(n);
	for (let k = 0; k < n; k++) {
		const columns = images[image[k]].measurements;
		ra[k] = columns.ra[row[k]];
		dec[k] = columns.dec[row[k]];
		weightEw[k] = columns.weightEw[row[k]];
		weightNs[k] = columns.weightNs[row[k]];
		forced[k] = columns.forced[row[k]];
	}
	return { n, image, row, ra, dec, weightEw, weightNs, forced };
}
