import type { FitsMap } from '../fits/fitsMap.ts';
import type { AssociationColumns, RunImage } from '../run/types.ts';
import type { RowsBySource } from '../run/rowsBySource.ts';
import { detectionFluxes } from './detectionFluxes.ts';
import type { MissingSource, SourcePositions } from './idealCoverage.ts';
import { noiseAt } from './noiseAt.ts';

export interface NewSources {
	/** 0 or 1 per source. */
	isNew: Uint8Array;
	/** Peak flux of the detection over the largest earlier rms at the place; 0 if not new. */
	highSigma: Float64Array;
	/** Peak flux of the detection over the smallest earlier rms at the place, 0 apart; 0 if not new. */
	trueHighSigma: Float64Array;
}

export interface NewSourceOptions {
	minSigma: number;
	edgeBufferScale: number;
	/** Noise map of images[index], Jy/beam. Asked for once per image, and only where it can matter. */
	readNoise: (index: number) => FitsMap;
	onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A detection bright enough to have been seen in an earlier image that does not show it. */
interface EarlierLook {
	source: number;
	/** Peak flux of the detection, mJy/beam. */
	flux: number;
}

/**
 * New sources (spec/pipeline.md §5.3): not in the first image that covers them, although in an image before
 * their detection they would have reached `minSigma` (≥) of its smallest rms. The rms is then measured at the
 * place, and the highest over those images counts (reference issue 713), so `highSigma` is the *lowest*
 * significance an earlier look would have had; `trueHighSigma` is the highest. No valid rms, or 0: not new.
 */
export function newSources(
	images: RunImage[],
	missing: MissingSource[],
	associations: AssociationColumns,
	{
		positions,
		bySource,
		options
	}: { positions: SourcePositions; bySource: RowsBySource; options: NewSourceOptions }
): NewSources {
	const nSources = positions.ra.length;
	const looks = earlierLooks(images, missing, associations, { bySource, options });
	const highestRms = new Float64Array(nSources);
	const fluxThere = new Float64Array(nSources);
	const highestSigma = new Float64Array(nSources);
	let done = 0;
	for (const [image, inImage] of looks) {
		const noise = noiseAt(options.readNoise(image), images[image].name, options.edgeBufferScale);
		// From south to north: neighbouring rows of a map are cheap to read one after the other.
		inImage.sort((a, b) => positions.dec[a.source] - positions.dec[b.source]);
		for (const { source, flux } of inImage) {
			const rms = noise(positions.ra[source], positions.dec[source]);
			if (rms > 0) highestSigma[source] = Math.max(highestSigma[source], flux / rms);
			// Several measurements in the detection image: of equal rms, the fainter decides.
			const fainter = rms === highestRms[source] && flux < fluxThere[source];
			if (!(rms > highestRms[source]) && !fainter) continue;
			highestRms[source] = rms;
			fluxThere[source] = flux;
		}
		options.onProgress?.(++done, looks.size);
	}
	return {
		isNew: Uint8Array.from(highestRms, (rms) => (rms > 0 ? 1 : 0)),
		highSigma: highestRms.map((rms, source) => (rms > 0 ? fluxThere[source] / rms : 0)),
		trueHighSigma: highestSigma
	};
}

/** The looks to measure, grouped by image so that each noise map is read once. */
function earlierLooks(
	images: RunImage[],
	missing: MissingSource[],
	associations: AssociationColumns,
	{ bySource, options }: { bySource: RowsBySource; options: NewSourceOptions }
): Map<number, EarlierLook[]> {
	const looks = new Map<number, EarlierLook[]>();
	for (const { source, inPrimary, detection, missing: unseen } of missing) {
		if (inPrimary) continue;
		const earlier = unseen.filter(
			(image) => images[image].datetimeMs < images[detection].datetimeMs
		);
		const fluxes = detectionFluxes(images, associations, bySource, { source, detection });
		for (const image of earlier) {
			for (const flux of fluxes) {
				if (!(flux / images[image].rmsMin >= options.minSigma)) continue;
				const inImage = looks.get(image);
				if (inImage) inImage.push({ source, flux });
				else looks.set(image, [{ source, flux }]);
			}
		}
	}
	return looks;
}
