import type { RunImage } from '../run/types.ts';
import { withoutDuplicates } from './duplicates.ts';
import type { EpochRows } from './method.ts';

/**
 * Rows of the epoch made of `members` (indices into `images`, in time order). One image: file order. Several:
 * a source seen in two of them is kept once, where it lies nearest to its image's centre (spec/pipeline.md §4.2).
 * Forced measurements take no part: they were made for a source they already belong to. Neither does a row
 * without a position, which would belong nowhere.
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
			if (!takesPart(images[index], k)) continue;
			image[n] = index;
			row[n++] = k;
		}
	}
	const all = gathered(images, image.subarray(0, n), row.subarray(0, n));
	if (members.length < 2) return all;
	const kept = withoutDuplicates(images, all, duplicateRadiusDeg);
	return gathered(
		images,
		kept.map((k) => image[k]),
		kept.map((k) => row[k])
	);
}

function takesPart({ measurements: { ra, dec, forced } }: RunImage, k: number): boolean {
	return !forced[k] && Number.isFinite(ra[k]) && Number.isFinite(dec[k]);
}

const COLUMNS = ['ra', 'dec', 'uncertaintyEw', 'uncertaintyNs', 'weightEw', 'weightNs'] as const;

function gathered(images: RunImage[], image: Int32Array, row: Int32Array): EpochRows {
	const n = image.length;
	const rows: EpochRows = {
		n,
		image,
		row,
		ra: new Float64Array(n),
		dec: new Float64Array(n),
		uncertaintyEw: new Float64Array(n),
		uncertaintyNs: new Float64Array(n),
		weightEw: new Float64Array(n),
		weightNs: new Float64Array(n)
	};
	for (const column of COLUMNS) {
		for (let k = 0; k < n; k++) {
			rows[column][k] = images[image[k]].measurements[column][row[k]];
		}
	}
	return rows;
}
