import type { Run } from '#schema/run.ts';
import type { ImageScale } from '#science/ese/commonMode.ts';
import { fluxScales, type BandFluxes } from '#science/imagequality/fluxScales.ts';
import type { Store } from '../store/client.ts';
import type { ListedImage } from '../store/imageList.ts';
import { curvesOfRun, sourceIdRange, type SourceCurve } from '../store/sourceCurves.ts';

export interface ScalesOfRun {
	byImage: Map<number, ImageScale>;
	/** Sources that they were found from. */
	nSources: number;
}

/** More would change the scales by less than their errors. */
const MOST_SOURCES = 10_000;
/** Places in the run that the sources are taken from: ids follow the images in which sources were first found. */
const PIECES = 40;
/** Fainter detections say more of the noise than of the scale. */
const LEAST_SNR = 10;
/** Runs whose scales are kept: what was published never changes. */
const MOST_KEPT = 32;

const kept = new Map<string, Promise<ScalesOfRun>>();

/** The flux scale of each image of a run against the others of its band, from at most ten thousand of the run's sources. */
export function imageScalesOfRun(
	store: Store,
	{ id: runId, revision }: Pick<Run, 'id' | 'revision'>,
	images: ListedImage[]
): Promise<ScalesOfRun> {
	const key = `${store.db.databaseName}/${runId}/${revision}`;
	const known = kept.get(key);
	if (known) return known;
	const found = findScales(store, { runId, revision }, images);
	kept.set(key, found);
	found.catch(() => kept.delete(key));
	const [oldest] = kept.keys();
	if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
	return found;
}

async function findScales(
	store: Store,
	generation: { runId: number; revision: number },
	images: ListedImage[]
): Promise<ScalesOfRun> {
	const bandOf = new Map(images.map(({ id, bandId }) => [id, bandId]));
	const byBand = new Map<number, BandFluxes[]>();
	let nSources = 0;
	for (const ids of await spreadOver(store, generation)) {
		for await (const curve of curvesOfRun(store, generation, ids)) {
			nSources++;
			for (const [band, fluxes] of brightByBand(curve, bandOf)) {
				const known = byBand.get(band);
				if (known) known.push(fluxes);
				else byBand.set(band, [fluxes]);
			}
		}
	}
	const scales = [...byBand.values()].flatMap((fluxes) => [...fluxScales(fluxes)]);
	return { byImage: new Map(scales), nSources };
}

/** Ranges of ids with at most MOST_SOURCES in all, evenly over the generation. */
async function spreadOver(
	store: Store,
	generation: { runId: number; revision: number }
): Promise<{ from: number; to: number }[]> {
	const range = await sourceIdRange(store, generation);
	if (!range) return [];
	const n = range.to - range.from + 1;
	if (n <= MOST_SOURCES) return [range];
	const length = Math.floor(MOST_SOURCES / PIECES);
	return Array.from({ length: PIECES }, (_, piece) => {
		const from = range.from + Math.floor((piece * (n - length)) / (PIECES - 1));
		return { from, to: from + length - 1 };
	});
}

function brightByBand(
	curve: SourceCurve,
	bandOf: ReadonlyMap<number, number>
): Map<number, BandFluxes> {
	const rows = new Map<number, number[]>();
	for (let row = 0; row < curve.mjd.length; row++) {
		const band = bandOf.get(curve.imageId[row]);
		const isBright = curve.fluxPeak[row] >= LEAST_SNR * curve.localRms[row];
		if (band === undefined || !isBright || curve.forced[row] === 1) continue;
		rows.set(band, [...(rows.get(band) ?? []), row]);
	}
	const picked = [...rows].map(([band, own]) => {
		const pick = (column: Float64Array) => own.map((row) => column[row]);
		const fluxes = {
			image: pick(curve.imageId),
			flux: pick(curve.fluxPeak),
			error: pick(curve.fluxPeakErr)
		};
		return [band, fluxes] as const;
	});
	return new Map(picked);
}
