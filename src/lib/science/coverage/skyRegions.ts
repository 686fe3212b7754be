import { imagesByDate } from '../run/epochs.ts';
import type { RunImage } from '../run/types.ts';

/** A circle on the sky shared by images with exactly equal centre and radius, degrees. */
export interface SkyRegion {
	ra: number;
	dec: number;
	radius: number;
	/** Indices into the run's images, by date, then ingest order. */
	images: number[];
}

/** The sky regions of a run in the order of their ids. */
export function skyRegions(images: RunImage[]): SkyRegion[] {
	const regions = new Map<number, SkyRegion>();
	for (const index of imagesByDate(images)) {
		const { skyRegionId, ra, dec, xtrRadius: radius } = images[index];
		const region = regions.get(skyRegionId);
		if (region) region.images.push(index);
		else regions.set(skyRegionId, { ra, dec, radius, images: [index] });
	}
	return [...regions].sort(([a], [b]) => a - b).map(([, region]) => region);
}
