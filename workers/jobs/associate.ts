import { join } from 'node:path';
import type { PipelineConfig } from '#schema/pipelineConfig.ts';
import type { RunImage, RunOptions } from '#science/run/types.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { ingestFiles } from '#server/files/ingestFiles.ts';
import { localStorage } from '#server/files/storage.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { findBands } from '#server/store/bands.ts';
import { store } from '#server/store/client.ts';
import { reserveIds } from '#server/store/counters.ts';
import { findImages, type IngestedImage } from '#server/store/images.ts';
import { measurementsOfImage } from '#server/store/measurements.ts';
import { saveResults } from '#server/store/runAttempts.ts';
import { findSkyRegions } from '#server/store/skyRegions.ts';
import { deleteRevision, insertSources } from '#server/store/sources.ts';
import { draftEnding, removeDrafts } from '../drafts.ts';
import { imageFiles, type ImageFiles } from '../imageFiles.ts';
import { newSources } from '../newSources.ts';
import { runInThread } from '../pool.ts';
import { logRun } from '../runLog.ts';
import { failRun, workOnRun, type RunWork } from '../runWork.ts';
import type { AssociateInput, AssociateOutput } from '../threads/associate.ts';

const storage = localStorage();
/** Sources written at a time: a moment's work each, so that the event loop stays free. */
const BATCH = 500;

/** Turns the measurements of a run's images into sources, as a new revision that nobody sees yet. */
export const associate: Handler<'associate'> = {
	kind: 'associate',
	concurrency: 1,
	handle: (job) => workOnRun(job, 'associate', associateRun),
	onFailed: failRun
};

async function associateRun(work: RunWork): Promise<void> {
	const { run, attempt } = work;
	if (attempt.config.measurements.write_arrow_files)
		await logRun(run, 'associate', 'write_arrow_files: only Parquet is written.', 'WARNING');
	const generation = { runId: run.id, revision: run.revision + 1 };
	const files = imageFiles(attempt.inputs);
	const images = await findImages(
		store(),
		files.map((_, index) => attempt.images[index])
	);
	// What an earlier try of this job left.
	await deleteRevision(store(), generation);
	await removeDrafts(storage, run.path);
	await writeIngestFiles(images, work);
	const found = await inThread(images, files, work);
	const pairMinAbsVs = runOptions(attempt.config, attempt.inputs.epochMode).pairMinAbsVs;
	await writeSources(found, images, { ...generation, pairMinAbsVs, signal: work.signal });
	const { associations, sources } = found.result;
	const counts = {
		nSources: sources.n,
		nSelavyMeasurements: countMeasurements(associations),
		nNewSources: sources.isNew.reduce((count, flag) => count + flag, 0)
	};
	await saveResults(store(), run.id, attempt.id, {
		revision: generation.revision,
		imageIds: images.map((image) => image.id),
		...counts
	});
	await logRun(
		run,
		'associate',
		`${counts.nSelavyMeasurements} measurements of ${counts.nSources} sources, ${counts.nNewSources} of them new.`
	);
}

async function inThread(
	images: IngestedImage[],
	files: ImageFiles[],
	{ run, attempt, signal, progress }: RunWork
): Promise<AssociateOutput> {
	const input: AssociateInput = {
		images: await runImages(images, files),
		noisePaths: images.map((image) => image.noisePath),
		options: runOptions(attempt.config, attempt.inputs.epochMode),
		directory: run.path,
		draftEnding: draftEnding(attempt.id)
	};
	return runInThread<AssociateOutput>('associate', input, {
		signal,
		onProgress: progress,
		answer: (question) =>
			// The thread asks one thing only.
			reserveIds(store(), 'sources', (question as { sources: number }).sources)
	});
}

async function runImages(images: IngestedImage[], files: ImageFiles[]): Promise<RunImage[]> {
	const found: RunImage[] = [];
	for (const [index, image] of images.entries())
		found.push({
			id: image.id,
			name: image.name,
			datetimeMs: image.datetime.getTime(),
			ra: image.ra,
			dec: image.dec,
			skyRegionId: image.skyRegionId,
			xtrRadius: image.fovBmin,
			beamBmaj: image.beamBmaj,
			rmsMin: image.rmsMin,
			epoch: files[index].epoch,
			measurements: await measurementsOfImage(store(), image.id)
		});
	return found;
}

function runOptions(config: PipelineConfig, epochMode: boolean): RunOptions {
	const { source_association, source_monitoring, variability } = config;
	return {
		method: source_association.method,
		radiusArcsec: source_association.radius,
		epochMode,
		epochDuplicateRadiusArcsec: source_association.epoch_duplicate_radius,
		fluxFractionalError: config.measurements.flux_fractional_error,
		newSourceMinSigma: config.new_sources.min_sigma,
		edgeBufferScale: source_monitoring.edge_buffer_scale,
		pairMetrics: variability.pair_metrics,
		pairMinAbsVs: variability.source_aggregate_pair_metrics_min_abs_vs
	};
}

async function writeIngestFiles(images: IngestedImage[], { run, attempt }: RunWork): Promise<void> {
	const unique = (ids: number[]) => [...new Set(ids)];
	const files = ingestFiles({
		images,
		bands: await findBands(store(), unique(images.map((image) => image.bandId))),
		skyRegions: await findSkyRegions(store(), unique(images.map((image) => image.skyRegionId)))
	});
	for (const [name, bytes] of files) {
		const path = join(run.path, name);
		await withFile(path, () => storage.writeAtomically(path + draftEnding(attempt.id), bytes));
	}
}

async function writeSources(
	found: AssociateOutput,
	images: IngestedImage[],
	{ signal, ...into }: Parameters<typeof newSources>[2] & { signal: AbortSignal }
): Promise<void> {
	const sources = newSources(found, images, into);
	for (let from = 0; from < found.result.sources.n; from += BATCH) {
		signal.throwIfAborted();
		await insertSources(store(), sources(from, BATCH));
	}
}

/** Forks give one measurement to several sources; it counts once (spec/pipeline.md §0). */
function countMeasurements({ n, image, row }: AssociateOutput['result']['associations']): number {
	const seen = new Set<number>();
	for (let i = 0; i < n; i++) seen.add(image[i] * 2 ** 32 + row[i]);
	return seen.size;
}
