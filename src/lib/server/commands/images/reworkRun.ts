import type { Run } from '#schema/run.ts';
import {
	bandsOfRows,
	metricsOfRows,
	type LeftRows,
	type ReworkedColumns
} from '#science/imagequality/withoutRows.ts';
import { rowsWithout, type CurveRows } from '#science/imagequality/rowsWithout.ts';
import type { Store } from '../../store/client.ts';
import {
	saveGoodMetrics,
	type GoodMetrics,
	type ReworkedMetrics
} from '../../store/goodMetrics.ts';
import { imageColumns } from '../../store/imageMeasurements.ts';
import type { BadImages } from '../../store/imageMarks.ts';
import { findImages } from '../../store/images.ts';
import { pairSettings, type PairSettings } from '../../store/pairSettings.ts';
import { curvesOfRun } from '../../store/sourceCurves.ts';
import type { Generation } from '../../store/sources.ts';

interface ReworkOptions {
	signal: AbortSignal;
	/** Sources looked at so far. */
	onProgress: (done: number) => void;
}

/** Rows of light curves worked on at a time: some tens of MB, and a moment in which nothing else happens. */
const MOST_ROWS = 100_000;
const MEASURED = [
	'snr',
	'compactness',
	'fluxIntIslRatio',
	'fluxPeakIslRatio',
	'hasSiblings'
] as const;

/**
 * Works out the numbers of every source of a run that was measured in one of its bad images, without those measurements, and
 * keeps them beside the run's own, which stay what they are. Gives how many sources that were.
 */
export async function reworkRun(
	store: Store,
	run: Run,
	{ imageIds: bad, variant }: BadImages,
	{ signal, onProgress }: ReworkOptions
): Promise<number> {
	const generation = { runId: run.id, revision: run.revision };
	const options = await metricOptions(store, run);
	const leftOut = new Set(bad);
	let batch: CurveRows[] = [];
	let rows = 0;
	let looked = 0;
	let affected = 0;
	async function work(): Promise<void> {
		signal.throwIfAborted();
		const reworked = await reworkedBatch(store, generation, { batch, options });
		await saveGoodMetrics(store, { ...generation, variant }, reworked);
		affected += batch.length;
		batch = [];
		rows = 0;
		onProgress(looked);
	}
	for await (const curve of curvesOfRun(store, generation)) {
		looked++;
		const own = rowsWithout(curve, leftOut);
		if (own) {
			batch.push(own);
			rows += own.rows.length;
		}
		if (rows >= MOST_ROWS) await work();
		else if (looked % 5000 === 0) {
			signal.throwIfAborted();
			onProgress(looked);
		}
	}
	await work();
	return affected;
}

interface MetricOptions extends PairSettings {
	runFrequenciesMhz: number[];
}

async function metricOptions(store: Store, run: Run): Promise<MetricOptions> {
	const images = await findImages(store, run.imageIds);
	return {
		...(await pairSettings(store, run.id)),
		runFrequenciesMhz: images.map(({ frequencyMhz }) => frequencyMhz)
	};
}

async function reworkedBatch(
	store: Store,
	generation: Generation,
	{ batch, options }: { batch: CurveRows[]; options: MetricOptions }
): Promise<GoodMetrics[]> {
	const rows = await leftRows(store, generation, batch);
	const columns = metricsOfRows(rows, options);
	const bands = bandsOfRows(rows, columns, options);
	return batch.map(({ sourceId, nLeftOut }, source) => ({
		sourceId,
		nLeftOut,
		metrics: metricsAt(columns, source),
		bands: bands[source]
	}));
}

/** The batch's rows as one table, with what the light curves do not hold read from the measurements. */
async function leftRows(
	store: Store,
	generation: Generation,
	batch: CurveRows[]
): Promise<LeftRows> {
	const n = batch.reduce((sum, { rows }) => sum + rows.length, 0);
	const floats = () => new Float64Array(n);
	const table = {
		nSources: batch.length,
		source: new Int32Array(n),
		date: floats(),
		frequencyMhz: floats(),
		flux: { int: floats(), intErr: floats(), peak: floats(), peakErr: floats() },
		measured: {
			snr: floats(),
			compactness: floats(),
			fluxIntIslRatio: floats(),
			fluxPeakIslRatio: floats(),
			hasSiblings: new Uint8Array(n),
			forced: new Uint8Array(n)
		}
	} satisfies LeftRows;
	const measurementId = floats();
	const byImage = new Map<number, number[]>();
	let k = 0;
	for (const [source, { curve, rows }] of batch.entries()) {
		for (const epoch of rows) {
			table.source[k] = source;
			table.date[k] = curve.mjd[epoch];
			table.frequencyMhz[k] = curve.frequencyMhz[epoch];
			table.flux.int[k] = curve.fluxInt[epoch];
			table.flux.intErr[k] = curve.fluxIntErr[epoch];
			table.flux.peak[k] = curve.fluxPeak[epoch];
			table.flux.peakErr[k] = curve.fluxPeakErr[epoch];
			table.measured.forced[k] = curve.forced[epoch];
			measurementId[k] = curve.measurementId[epoch];
			const known = byImage.get(curve.imageId[epoch]);
			if (known) known.push(k);
			else byImage.set(curve.imageId[epoch], [k]);
			k++;
		}
	}
	for (const [imageId, places] of byImage)
		await fillMeasured(store, { imageId, generation }, { table, measurementId, places });
	return table;
}

async function fillMeasured(
	store: Store,
	{ imageId, generation }: { imageId: number; generation: Generation },
	{
		table: { measured },
		measurementId,
		places
	}: { table: LeftRows; measurementId: Float64Array; places: number[] }
): Promise<void> {
	const wanted = (isForced: boolean) =>
		places.filter((place) => (measured.forced[place] === 1) === isForced);
	for (const [of, own] of [
		[null, wanted(false)],
		[generation, wanted(true)]
	] as const) {
		if (own.length === 0) continue;
		const columns = await imageColumns(store, { imageId, generation: of }, MEASURED);
		const rowOf = new Map(Array.from(columns.id, (id, row) => [id, row]));
		for (const place of own) {
			const row = rowOf.get(measurementId[place]);
			if (row === undefined)
				throw new Error(
					`Measurement ${measurementId[place]} of image ${imageId} is gone: process the run again.`
				);
			for (const key of MEASURED) measured[key][place] = columns[key][row];
		}
	}
}

function metricsAt(columns: ReworkedColumns, source: number): ReworkedMetrics {
	const entries = Object.entries(columns).map(([key, values]) => [key, values[source]] as const);
	// ReworkedColumns has a column for each of ReworkedMetrics; fromEntries forgets which keys it was given.
	return Object.fromEntries(entries) as unknown as ReworkedMetrics;
}
