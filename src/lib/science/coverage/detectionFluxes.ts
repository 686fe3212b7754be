import type { RowsBySource } from '../run/rowsBySource.ts';
import type { AssociationColumns, RunImage } from '../run/types.ts';

/**
 * Peak fluxes (mJy/beam) of a source's catalogue measurements in the image of its earliest detection. Associations
 * give a source one measurement per image, so this is one flux; where there are several, each has its say.
 */
export function detectionFluxes(
	images: RunImage[],
	associations: AssociationColumns,
	{ start, rows }: RowsBySource,
	{ source, detection }: { source: number; detection: number }
): number[] {
	const { forced, fluxPeak } = images[detection].measurements;
	return Array.from(rows.subarray(start[source], start[source + 1]))
		.filter((k) => associations.image[k] === detection && !forced[associations.row[k]])
		.map((k) => fluxPeak[associations.row[k]]);
}
