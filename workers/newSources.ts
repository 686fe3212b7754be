import type { BandMetrics, SourceMetrics } from '#schema/source.ts';
import { rowsBySource } from '#science/run/rowsBySource.ts';
import type { RunImage, SourceColumns } from '#science/run/types.ts';
import { sourceName } from '#science/sky/sourceName.ts';
import { mjdFromMs } from '#science/sky/time.ts';
import { bandMetrics, isOneBand } from '#science/variability/bandMetrics.ts';
import type { LinkableSource, SharedMeasurements } from '#server/commands/linkSourcesToObjects.ts';
import type { IngestedImage } from '#server/store/images.ts';
import type { NewSource } from '#server/store/sources.ts';
import type { FoundInRun } from './threads/associate.ts';

/** A result's sources as they are stored, made some at a time. */
export interface NewSources {
	n: number;
	sources(from: number, count: number): NewSource[];
	places(): LinkableSource[];
	/** Of the sources that share measurements with others. */
	sharedMeasurements(): SharedMeasurements[];
}

export function newSources(
	{ result, firstSourceId }: FoundInRun,
	images: IngestedImage[],
	context: {
		runId: number;
		revision: number;
		pairMinAbsVs: number;
		/** With all forced rows. */
		runImages: RunImage[];
		/** Of the measurements, image by image. */
		names: string[][];
	}
): NewSources {
	const { sources, relations } = result;
	const curves = new LightCurves(result, images, context);
	const related = relatedBySource(sources.n, relations, firstSourceId);
	const oneBand = isOneBand(images.map(({ frequencyMhz }) => frequencyMhz));
	const { runId, revision, pairMinAbsVs } = context;
	const nameOf = (index: number) => sourceName(sources.wavgRa[index], sources.wavgDec[index]);
	function made(index: number): NewSource {
		const metrics = metricsOf(sources, index);
		const lightCurve = curves.of(index);
		return {
			id: firstSourceId + index,
			runId,
			revision,
			objectId: null,
			name: nameOf(index),
			...metrics,
			bands: oneBand
				? [wholeBand(metrics, lightCurve.frequencyMhz[0])]
				: bandMetrics(lightCurve, pairMinAbsVs),
			lightCurve,
			relatedIds: related[index]
		};
	}
	const all = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);
	return {
		n: sources.n,
		sources: (from, count) => all(from, Math.min(from + count, sources.n)).map(made),
		places: () =>
			all(0, sources.n).map((index) => ({
				id: firstSourceId + index,
				name: nameOf(index),
				wavgRa: sources.wavgRa[index],
				wavgDec: sources.wavgDec[index],
				wavgUncertaintyEw: sources.wavgUncertaintyEw[index],
				wavgUncertaintyNs: sources.wavgUncertaintyNs[index]
			})),
		sharedMeasurements: () =>
			all(0, sources.n)
				.filter((index) => related[index].length > 0)
				.map((index) => ({
					sourceId: firstSourceId + index,
					measurementIds: curves.measurementIds(index)
				}))
	};
}

type Result = FoundInRun['result'];

/** Light curves out of the columns of a result, in time order; at equal times in association order. */
class LightCurves {
	readonly #result: Result;
	readonly #images: IngestedImage[];
	readonly #runImages: RunImage[];
	readonly #names: string[][];
	readonly #timesMs: Float64Array;
	readonly #mjd: Float64Array;
	readonly #start: Int32Array;
	readonly #rows: Int32Array;

	constructor(
		result: Result,
		images: IngestedImage[],
		{ runImages, names }: { runImages: RunImage[]; names: string[][] }
	) {
		this.#result = result;
		this.#images = images;
		this.#runImages = runImages;
		this.#names = names;
		this.#timesMs = Float64Array.from(images, ({ datetime }) => datetime.getTime());
		this.#mjd = this.#timesMs.map(mjdFromMs);
		const { start, rows } = rowsBySource(result.associations.source, result.sources.n);
		this.#start = start;
		this.#rows = rows;
	}

	/** Every column is a part of one block of memory: a run has millions of points. */
	of(source: number): NewSource['lightCurve'] {
		const { image, row, d2d, dr } = this.#result.associations;
		const { fluxPeakErr, fluxIntErr } = this.#result;
		const rows = this.#inTimeOrder(source);
		const n = rows.length;
		const block = new Float64Array(13 * n);
		const column = (place: number) => block.subarray(place * n, (place + 1) * n);
		const curve = {
			mjd: column(0),
			fluxPeak: column(1),
			fluxPeakErr: column(2),
			fluxInt: column(3),
			fluxIntErr: column(4),
			localRms: column(5),
			frequencyMhz: column(6),
			imageId: column(7),
			measurementId: column(8),
			ra: column(9),
			dec: column(10),
			d2d: column(11),
			dr: column(12),
			forced: new Uint8Array(n),
			measurementName: new Array<string>(n)
		};
		for (let epoch = 0; epoch < n; epoch++) {
			const k = rows[epoch];
			const m = row[k];
			const own = this.#images[image[k]];
			const { measurements } = this.#runImages[image[k]];
			curve.mjd[epoch] = this.#mjd[image[k]];
			curve.fluxPeak[epoch] = measurements.fluxPeak[m];
			// With the fractional error, as in the metrics.
			curve.fluxPeakErr[epoch] = fluxPeakErr[k];
			curve.fluxInt[epoch] = measurements.fluxInt[m];
			curve.fluxIntErr[epoch] = fluxIntErr[k];
			curve.localRms[epoch] = measurements.localRms[m];
			curve.frequencyMhz[epoch] = own.frequencyMhz;
			curve.imageId[epoch] = own.id;
			curve.measurementId[epoch] = measurements.id[m];
			curve.ra[epoch] = measurements.ra[m];
			curve.dec[epoch] = measurements.dec[m];
			curve.d2d[epoch] = d2d[k];
			curve.dr[epoch] = dr[k];
			curve.forced[epoch] = measurements.forced[m];
			curve.measurementName[epoch] = this.#names[image[k]][m];
		}
		return curve;
	}

	measurementIds(source: number): number[] {
		const { image, row } = this.#result.associations;
		return Array.from(
			this.#rowsOf(source),
			(k) => this.#runImages[image[k]].measurements.id[row[k]]
		);
	}

	#rowsOf(source: number): Int32Array {
		return this.#rows.subarray(this.#start[source], this.#start[source + 1]);
	}

	#inTimeOrder(source: number): Int32Array {
		const { image } = this.#result.associations;
		const times = this.#timesMs;
		return this.#rowsOf(source)
			.slice()
			.sort((a, b) => times[image[a]] - times[image[b]] || a - b);
	}
}

function relatedBySource(
	n: number,
	relations: Result['relations'],
	firstSourceId: number
): number[][] {
	const related: number[][] = Array.from({ length: n }, () => []);
	for (const [row, from] of relations.from.entries())
		related[from].push(firstSourceId + relations.to[row]);
	return related;
}

type NumberColumn = Exclude<keyof SourceColumns, 'n' | 'isNew'>;

function metricsOf(columns: SourceColumns, index: number): SourceMetrics {
	const metrics: Record<string, number | boolean> = { isNew: columns.isNew[index] === 1 };
	for (const key in columns)
		if (key !== 'n' && key !== 'isNew') metrics[key] = columns[key as NumberColumn][index];
	// SourceColumns and SourceMetrics have the same keys beside n; the loop forgets them.
	return metrics as unknown as SourceMetrics;
}

/** In a run of one band the metrics of the band are those of the source. */
function wholeBand(metrics: SourceMetrics, frequencyMhz: number): BandMetrics {
	const { nMeas, etaPeak, vPeak, etaInt, vInt, avgFluxPeak, maxFluxPeak, minFluxPeak } = metrics;
	return {
		...{ frequencyMhz, nMeas, etaPeak, vPeak, etaInt, vInt, avgFluxPeak, maxFluxPeak, minFluxPeak },
		vsAbsSignificantMaxPeak: metrics.vsAbsSignificantMaxPeak,
		mAbsSignificantMaxPeak: metrics.mAbsSignificantMaxPeak,
		vsAbsSignificantMaxInt: metrics.vsAbsSignificantMaxInt,
		mAbsSignificantMaxInt: metrics.mAbsSignificantMaxInt
	};
}
