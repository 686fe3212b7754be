import { decidingIslands } from '#science/forced/labels.ts';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { withRows } from '#science/measurement/withRows.ts';
import type { ForcedOfImage, PreviousRun, RunImage } from '#science/run/types.ts';
import type { Store } from '#server/store/client.ts';
import type { IngestedImage } from '#server/store/images.ts';
import {
	cataloguedForRun,
	forcedMeasurements,
	type CataloguedForRun
} from '#server/store/measurements.ts';
import { publishedSources, type PublishedSource } from '#server/store/sources.ts';
import { imageFiles } from './imageFiles.ts';
import type { RunWork } from './runWork.ts';

/** What a run starts from, as the association sees it. */
export interface RunMeasurements {
	images: RunImage[];
	/** Names of the measurements of each image, row by row. */
	names: string[][];
	/** Of a run to which images are added. */
	previous: PreviousRun | null;
	earlierForced: ForcedOfImage[];
}

/** The measurements of a run's images and, in add-image mode, what the run has found in those it had before. */
export async function runMeasurements(
	store: Store,
	images: IngestedImage[],
	{ run, attempt }: Pick<RunWork, 'run' | 'attempt'>
): Promise<RunMeasurements> {
	const isAdding = attempt.mode === 'add';
	const shown = { runId: run.id, revision: run.revision };
	const had = new Set(isAdding ? run.imageIds : []);
	const forced = isAdding
		? await forcedMeasurements(store, shown)
		: new Map<number, MeasurementColumns>();
	const withIslands = attempt.config.source_monitoring.monitor;
	const files = imageFiles(attempt.inputs);
	const runImages: RunImage[] = [];
	const names: string[][] = [];
	async function read(index: number): Promise<void> {
		const image = images[index];
		const catalogued = await cataloguedForRun(store, image.id, { withIslands });
		const own = forced.get(image.id);
		names[index] = own ? [...catalogued.names, ...own.name] : catalogued.names;
		const isDone = had.has(image.id);
		runImages[index] = runImage(image, { epoch: files[index].epoch, catalogued, own, isDone });
	}
	// The database fetches the next ones while one is unpacked.
	await inTurn(images.length, AT_ONCE, read);
	const sources = isAdding ? await publishedSources(store, shown) : null;
	return {
		images: runImages,
		names,
		previous: sources && previousRun(sources, runImages),
		earlierForced: images.flatMap(({ id }, image) => {
			const measurements = forced.get(id);
			return measurements ? [{ image, measurements }] : [];
		})
	};
}

const AT_ONCE = 3;

/** Calls `act` for 0 to n − 1, a few at a time. */
async function inTurn(n: number, atOnce: number, act: (index: number) => Promise<void>) {
	let next = 0;
	async function work(): Promise<void> {
		while (next < n) await act(next++);
	}
	await Promise.all(Array.from({ length: atOnce }, work));
}

function runImage(
	image: IngestedImage,
	{
		epoch,
		catalogued,
		own,
		isDone
	}: {
		epoch: string;
		catalogued: CataloguedForRun;
		own: MeasurementColumns | undefined;
		isDone: boolean;
	}
): RunImage {
	return {
		id: image.id,
		name: image.name,
		datetimeMs: image.datetime.getTime(),
		ra: image.ra,
		dec: image.dec,
		skyRegionId: image.skyRegionId,
		xtrRadius: image.fovBmin,
		beamBmaj: image.beamBmaj,
		rmsMin: image.rmsMin,
		epoch,
		isDone,
		islands: {
			catalogued: decidingIslands(catalogued.islands),
			forced: decidingIslands(own?.islandId ?? [])
		},
		measurements: own ? withRows(catalogued.columns, own) : catalogued.columns
	};
}

/** The sources of the shown revision as the association had left them, with their rows as places in the images. */
function previousRun(sources: PublishedSource[], images: RunImage[]): PreviousRun {
	const imageOf = new Map(images.map(({ id }, index) => [id, index]));
	const rowOf = images.map(
		({ measurements }) => new Map(Array.from(measurements.id, (id, row) => [id, row]))
	);
	const indexOf = new Map(sources.map(({ id }, index) => [id, index]));
	const n = sources.reduce((sum, { imageId }) => sum + imageId.length, 0);
	const associations: PreviousRun['associations'] = {
		n,
		source: new Int32Array(n),
		image: new Int32Array(n),
		row: new Int32Array(n),
		d2d: new Float64Array(n),
		dr: new Float64Array(n)
	};
	let k = 0;
	for (const [source, { imageId, measurementId, d2d, dr }] of sources.entries()) {
		for (const [place, id] of measurementId.entries()) {
			const image = imageOf.get(imageId[place]) ?? -1;
			const row = rowOf[image]?.get(id);
			if (row === undefined)
				throw new Error(
					`Measurement ${id} of image ${imageId[place]} is gone: process the whole run again.`
				);
			associations.source[k] = source;
			associations.image[k] = image;
			associations.row[k] = row;
			associations.d2d[k] = d2d[place];
			associations.dr[k++] = dr[place];
		}
	}
	const floats = (value: (source: PublishedSource) => number) => Float64Array.from(sources, value);
	const related = sources.flatMap(({ relatedIds }, from) =>
		relatedIds.map((id) => [from, indexOf.get(id) ?? from])
	);
	return {
		associations,
		sources: {
			n: sources.length,
			ra: floats(({ wavgRa }) => wavgRa),
			dec: floats(({ wavgDec }) => wavgDec),
			uncertaintyEw: floats(({ wavgUncertaintyEw }) => wavgUncertaintyEw),
			uncertaintyNs: floats(({ wavgUncertaintyNs }) => wavgUncertaintyNs)
		},
		relations: {
			from: Int32Array.from(related, ([from]) => from),
			to: Int32Array.from(related, ([, to]) => to)
		}
	};
}
