import { detectionFluxes } from '../coverage/detectionFluxes.ts';
import type { MissingSource } from '../coverage/idealCoverage.ts';
import type { RowsBySource } from '../run/rowsBySource.ts';
import type { AssociationColumns, RunImage } from '../run/types.ts';

/** Sources to measure in one image (an index into the run's images), in the order of the sources. */
export interface ForcedCandidates {
	image: number;
	sources: number[];
}

/**
 * Where to measure sources that an image should show and does not (spec/pipeline.md §5.4): wherever the peak flux of
 * their earliest detection is more than `minSigma` (strictly) times the smallest rms of the image. Before the
 * detection and after. Of images that an earlier run has done, only sources from `nOldSources` on. By image index.
 */
export function forcedCandidates(
	images: RunImage[],
	missing: MissingSource[],
	associations: AssociationColumns,
	{
		bySource,
		minSigma,
		nOldSources = 0
	}: { bySource: RowsBySource; minSigma: number; nOldSources?: number }
): ForcedCandidates[] {
	const sourcesOf = images.map((): number[] => []);
	for (const { source, detection, missing: unseen } of missing) {
		const fluxes = detectionFluxes(images, associations, bySource, { source, detection });
		for (const image of unseen) {
			const { isDone = false, rmsMin } = images[image];
			if (isDone && source < nOldSources) continue;
			if (fluxes.some((flux) => flux / rmsMin > minSigma)) sourcesOf[image].push(source);
		}
	}
	return sourcesOf
		.map((sources, image) => ({ image, sources }))
		.filter(({ sources }) => sources.length > 0);
}
