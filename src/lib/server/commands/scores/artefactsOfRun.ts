import { artefactProbability, type Artefact } from '#science/ese/artefact.ts';
import { brightNeighbourBeams } from '#science/ese/brightNeighbours.ts';
import { isOffScale, type ImageScale } from '#science/ese/commonMode.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { median } from '#science/stats/median.ts';
import type { Store } from '../../store/client.ts';
import type { SourceToScore } from '../../store/curvesToScore.ts';
import type { ListedImage } from '../../store/imageList.ts';
import { readColumn, type SourceColumn } from '../../store/sourceColumns.ts';
import { ensureColumns } from '../../store/sourceColumnsBuild.ts';
import type { Generation } from '../../store/sources.ts';

interface Known {
	images: readonly ListedImage[];
	scales: ReadonlyMap<number, ImageScale>;
}

/** Scales are never right to better than this; what is off by less has been put right, and makes nothing. */
const BADLY_OFF = 0.05;

/** How likely each source of a run is made by its images, by the rows of it that count and what its neighbours share with it. */
export type ArtefactOf = (
	source: SourceToScore,
	counts: { rows: readonly number[]; commonModeShare: number }
) => Artefact;

export async function artefactsOfRun(
	store: Store,
	generation: Generation,
	{ images, scales }: Known
): Promise<ArtefactOf> {
	const byId = new Map(images.map((image) => [image.id, image]));
	const neighbour = await neighboursOf(store, generation, beamOf(images));
	const isBad = (imageId: number) => {
		const scale = scales.get(imageId);
		return scale !== undefined && isOffScale(scale) && Math.abs(scale.factor - 1) > BADLY_OFF;
	};
	return (source, { rows, commonModeShare }) => {
		const imageIds = rows.map((row) => source.imageId[row]);
		return artefactProbability({
			brightNeighbourBeams: neighbour.get(source.sourceId) ?? NaN,
			localRmsRatio: median(
				rows.map((row) => source.localRms[row] / (byId.get(source.imageId[row])?.rmsMedian ?? NaN))
			),
			compactness: source.avgCompactness > 0 ? source.avgCompactness : NaN,
			islandFluxRatio: source.minFluxPeakIslRatio,
			edgeFraction: median(imageIds.map((id) => edgeFraction(source, byId.get(id)))),
			siblingShare: source.nMeas > 0 ? source.nSibl / source.nMeas : NaN,
			relations: source.nRel,
			badEpochShare: imageIds.filter(isBad).length / imageIds.length,
			commonModeShare
		});
	};
}

/** Degrees: the median of the beams' means. */
function beamOf(images: readonly ListedImage[]): number {
	return median(images.map(({ beamBmaj, beamBmin }) => Math.sqrt(beamBmaj * beamBmin)));
}

/** By source. */
async function neighboursOf(
	store: Store,
	generation: Generation,
	beamDeg: number
): Promise<Map<number, number>> {
	await ensureColumns(store, generation);
	const read = async (column: SourceColumn) =>
		Float64Array.from(await readColumn(store, generation, { variant: '', column }));
	const [ids, ra, dec, flux] = await Promise.all(
		(['sourceId', 'ra', 'dec', 'avgFluxPeak'] as const).map(read)
	);
	const beams = brightNeighbourBeams({ ra, dec, flux }, beamDeg);
	return new Map(Array.from(ids, (id, row) => [id, beams[row]]));
}

/** Of the way from the centre of an image to its corners. */
function edgeFraction({ wavgRa, wavgDec }: SourceToScore, image: ListedImage | undefined): number {
	if (!image) return NaN;
	return separationDeg(wavgRa, wavgDec, image.ra, image.dec) / image.fovBmin;
}
