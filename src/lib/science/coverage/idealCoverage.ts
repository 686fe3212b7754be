import type { AssociationColumns, RunImage } from '../run/types.ts';
import type { RowsBySource } from '../run/rowsBySource.ts';
import { separationDeg } from '../sky/separation.ts';
import { imagesByDate } from '../run/epochs.ts';
import { skyRegions, type SkyRegion } from './skyRegions.ts';

/** A source that images of the run should show but no measurement does. Images are indices into the run's images. */
export interface MissingSource {
	source: number;
	/** First image of the ideal coverage, by date. */
	primary: number;
	inPrimary: boolean;
	/** Image of the earliest detection. */
	detection: number;
	/** Covering images, by date, without a measurement of the source in their epoch. */
	missing: number[];
}

export interface SourcePositions {
	ra: Float64Array;
	dec: Float64Array;
}

/** What does not change from source to source, and scratch columns that are used again for each. */
interface Coverage {
	images: RunImage[];
	regions: SkyRegion[];
	epochOf: Int32Array;
	/** Place of each image in the order of date, then ingest. */
	timeOrder: Int32Array;
	/** Per epoch: separation (deg) and index of the best image, −1 without one. */
	nearest: Float64Array;
	best: Int32Array;
	/** Per epoch and per image: the last source seen there. */
	seenInEpoch: Int32Array;
	seenInImage: Int32Array;
}

/**
 * Ideal coverage (spec/pipeline.md §5.1): where each source lies inside an image's circle (strictly) but was not
 * detected in that epoch. Per epoch the image whose centre is nearest counts (ties: the lower sky region, then
 * the earlier image). The circle goes about the corners, so a source may still be off the pixels: pixel checks
 * are the business of what follows. Positions are the sources' weighted means, degrees.
 */
export function idealCoverage(
	images: RunImage[],
	epochs: number[][],
	associations: AssociationColumns,
	{ positions, bySource }: { positions: SourcePositions; bySource: RowsBySource }
): MissingSource[] {
	const coverage = coverageOf(images, epochs);
	const missing: MissingSource[] = [];
	for (let source = 0; source < positions.ra.length; source++) {
		const detection = markSeen(coverage, associations, bySource, source);
		if (detection < 0) continue;
		findIdeal(coverage, positions.ra[source], positions.dec[source]);
		const found = missingFrom(coverage, source);
		if (found) missing.push({ source, detection, ...found });
	}
	return missing;
}

function coverageOf(images: RunImage[], epochs: number[][]): Coverage {
	const coverage: Coverage = {
		images,
		regions: skyRegions(images),
		epochOf: new Int32Array(images.length),
		timeOrder: new Int32Array(images.length),
		nearest: new Float64Array(epochs.length),
		best: new Int32Array(epochs.length),
		seenInEpoch: new Int32Array(epochs.length).fill(-1),
		seenInImage: new Int32Array(images.length).fill(-1)
	};
	epochs.forEach((members, epoch) => {
		for (const index of members) coverage.epochOf[index] = epoch;
	});
	imagesByDate(images).forEach((index, place) => (coverage.timeOrder[index] = place));
	return coverage;
}

/** Marks images and epochs with a catalogue measurement of the source; returns the earliest image, −1 without one. */
function markSeen(
	{ images, epochOf, timeOrder, seenInEpoch, seenInImage }: Coverage,
	associations: AssociationColumns,
	{ start, rows }: RowsBySource,
	source: number
): number {
	let earliest = -1;
	for (let k = start[source]; k < start[source + 1]; k++) {
		const image = associations.image[rows[k]];
		if (images[image].measurements.forced[associations.row[rows[k]]]) continue;
		seenInImage[image] = source;
		seenInEpoch[epochOf[image]] = source;
		if (earliest < 0 || timeOrder[image] < timeOrder[earliest]) earliest = image;
	}
	return earliest;
}

/** The best covering image of each epoch that has one, left in `best`. */
function findIdeal({ regions, epochOf, nearest, best }: Coverage, ra: number, dec: number): void {
	nearest.fill(Infinity);
	best.fill(-1);
	for (const region of regions) {
		// Cheap necessary condition; the slack covers rounding.
		if (Math.abs(dec - region.dec) > region.radius + 1e-9) continue;
		const separation = separationDeg(ra, dec, region.ra, region.dec);
		if (!(separation < region.radius)) continue;
		for (const index of region.images) {
			const epoch = epochOf[index];
			if (separation >= nearest[epoch]) continue;
			nearest[epoch] = separation;
			best[epoch] = index;
		}
	}
}

function missingFrom(
	{ best, timeOrder, seenInEpoch, seenInImage }: Coverage,
	source: number
): Pick<MissingSource, 'primary' | 'inPrimary' | 'missing'> | null {
	let primary = -1;
	const missing: number[] = [];
	for (let epoch = 0; epoch < best.length; epoch++) {
		const image = best[epoch];
		if (image < 0) continue;
		if (primary < 0 || timeOrder[image] < timeOrder[primary]) primary = image;
		// A detection in an epoch through any image, ideal or not, settles that epoch.
		if (seenInEpoch[epoch] !== source) missing.push(image);
	}
	if (missing.length === 0) return null;
	missing.sort((a, b) => timeOrder[a] - timeOrder[b]);
	return { primary, inPrimary: seenInImage[primary] === source, missing };
}
