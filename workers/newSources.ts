import type { SourceMetrics } from '#schema/source.ts';
import type { RunResult, SourceColumns } from '#science/run/types.ts';
import { bandMetrics } from '#science/variability/bandMetrics.ts';
import { sourceName } from '#science/sky/sourceName.ts';
import { mjdFromMs } from '#science/sky/time.ts';
import type { IngestedImage } from '#server/store/images.ts';
import type { NewSource } from '#server/store/sources.ts';
import type { AssociateOutput } from './threads/associate.ts';

/** A result's sources as they are stored, some at a time: `(from, count)`. */
export function newSources(
	{ result, images: runImages, firstSourceId }: AssociateOutput,
	images: IngestedImage[],
	{ runId, revision, pairMinAbsVs }: { runId: number; revision: number; pairMinAbsVs: number }
): (from: number, count: number) => NewSource[] {
	const rows = associationsBySource(result, images);
	const related = relatedBySource(result, firstSourceId);
	return (from, count) => {
		const to = Math.min(from + count, result.sources.n);
		return Array.from({ length: Math.max(0, to - from) }, (_, offset) => {
			const index = from + offset;
			const metrics = metricsOf(result.sources, index);
			const lightCurve = lightCurveOf(rows[index], { result, images, runImages });
			return {
				id: firstSourceId + index,
				runId,
				revision,
				objectId: null,
				name: sourceName(metrics.wavgRa, metrics.wavgDec),
				...metrics,
				bands: bandMetrics(lightCurve, pairMinAbsVs),
				lightCurve,
				relatedIds: related[index]
			};
		});
	};
}

/** Rows of the association table per source, in time order; at equal times in association order. */
function associationsBySource({ sources, associations }: RunResult, images: IngestedImage[]) {
	const rows: number[][] = Array.from({ length: sources.n }, () => []);
	for (let row = 0; row < associations.n; row++) rows[associations.source[row]].push(row);
	const time = (row: number) => images[associations.image[row]].datetime.getTime();
	for (const own of rows) own.sort((a, b) => time(a) - time(b) || a - b);
	return rows;
}

function relatedBySource({ sources, relations }: RunResult, firstSourceId: number): number[][] {
	const related: number[][] = Array.from({ length: sources.n }, () => []);
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

function lightCurveOf(
	rows: number[],
	{
		result,
		images,
		runImages
	}: { result: RunResult; images: IngestedImage[]; runImages: AssociateOutput['images'] }
): NewSource['lightCurve'] {
	const { image, row, d2d, dr } = result.associations;
	const imageAt = (i: number) => images[image[i]];
	const measured = (i: number) => runImages[image[i]].measurements;
	type NumberKey = 'fluxPeak' | 'fluxInt' | 'localRms' | 'id' | 'ra' | 'dec';
	const column = (key: NumberKey) => rows.map((i) => measured(i)[key][row[i]]);
	return {
		mjd: rows.map((i) => mjdFromMs(imageAt(i).datetime.getTime())),
		fluxPeak: column('fluxPeak'),
		// With the fractional error, as in the metrics.
		fluxPeakErr: rows.map((i) => result.fluxPeakErr[i]),
		fluxInt: column('fluxInt'),
		fluxIntErr: rows.map((i) => result.fluxIntErr[i]),
		localRms: column('localRms'),
		forced: rows.map((i) => measured(i).forced[row[i]] === 1),
		frequencyMhz: rows.map((i) => imageAt(i).frequencyMhz),
		imageId: rows.map((i) => imageAt(i).id),
		imageName: rows.map((i) => imageAt(i).name),
		measurementId: column('id'),
		measurementName: rows.map((i) => measured(i).name[row[i]]),
		ra: column('ra'),
		dec: column('dec'),
		d2d: rows.map((i) => d2d[i]),
		dr: rows.map((i) => dr[i])
	};
}
