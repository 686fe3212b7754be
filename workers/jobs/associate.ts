import { join } from 'node:path';
import type { PipelineConfig } from '#schema/pipelineConfig.ts';
import type { RunOptions } from '#science/run/types.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { ingestFiles } from '#server/files/ingestFiles.ts';
import { localStorage } from '#server/files/storage.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { findBands } from '#server/store/bands.ts';
import { store } from '#server/store/client.ts';
import { reserveIds } from '#server/store/counters.ts';
import { findImages, type IngestedImage } from '#server/store/images.ts';
import { deleteForcedMeasurements } from '#server/store/measurements.ts';
import { saveResults } from '#server/store/runAttempts.ts';
import { findSkyRegions } from '#server/store/skyRegions.ts';
import { deleteRevision } from '#server/store/sources.ts';
import { draftEnding, removeDrafts } from '../drafts.ts';
import { imageFiles } from '../imageFiles.ts';
import { orStopped } from '../orStopped.ts';
import { closePool, runInThread, warmUp } from '../pool.ts';
import { logRun } from '../runLog.ts';
import { runMeasurements, type RunMeasurements } from '../runMeasurements.ts';
import { failRun, workOnRun, type RunWork } from '../runWork.ts';
import { softwareVersion } from '../softwareVersion.ts';
import type { SpentMs } from '../stopwatch.ts';
import { storeFound, type StoredRun } from '../storeFound.ts';
import type {
	AssociateIds,
	AssociateInput,
	AssociateQuestion,
	FoundInRun
} from '../threads/associate.ts';

const storage = localStorage();

/** Turns the measurements of a run's images into sources, as a new revision that nobody sees yet. */
export const associate: Handler<'associate'> = {
	kind: 'associate',
	concurrency: 1,
	handle: (job) => workOnRun(job, 'associate', associateRun),
	onFailed: failRun
};

async function associateRun(work: RunWork): Promise<void> {
	const { run, attempt } = work;
	const generation = { runId: run.id, revision: attempt.revision };
	const images = await findImages(
		store(),
		imageFiles(attempt.inputs).map((_, index) => attempt.images[index])
	);
	// What the threads that read images still hold is needed here.
	await closePool();
	warmUp('associate', 1);
	// What an earlier try of this job left.
	await deleteRevision(store(), generation);
	await deleteForcedMeasurements(store(), generation);
	await removeDrafts(storage, run.path);
	await writeIngestFiles(images, work);
	const measurements = await runMeasurements(store(), images, work);
	const { stored, spentMs } = await inThread(images, measurements, work);
	const counts = {
		nSources: stored.nSources,
		nSelavyMeasurements: stored.nSelavyMeasurements,
		nForcedMeasurements: stored.nForcedMeasurements,
		nNewSources: stored.nNewSources
	};
	const results = {
		revision: generation.revision,
		imageIds: images.map((image) => image.id),
		...counts,
		softwareVersion: softwareVersion()
	};
	await saveResults(store(), run.id, attempt.id, results, spentMs);
	const forced = counts.nForcedMeasurements ? ` and ${counts.nForcedMeasurements} forced ones` : '';
	await logRun(
		run,
		'associate',
		`${counts.nSelavyMeasurements} measurements${forced} of ${counts.nSources} sources, ${counts.nNewSources} of them new. ${stored.created} new sky objects, ${stored.unsettled} matches to be settled.`
	);
}

/** Computes in a thread, and stores here what it has found while it writes the files. */
async function inThread(
	images: IngestedImage[],
	measurements: RunMeasurements,
	{ run, attempt, signal, progress }: RunWork
): Promise<{ stored: StoredRun; spentMs: SpentMs }> {
	const options = runOptions(attempt.config, {
		epochMode: attempt.inputs.epochMode,
		runId: run.id
	});
	const { images: runImages, previous, earlierForced } = measurements;
	const input: AssociateInput = {
		images: runImages,
		maps: images.map(({ path, noisePath, backgroundPath }) => ({
			image: path,
			noise: noisePath,
			background: backgroundPath
		})),
		options,
		...(previous ? { previous } : {}),
		earlierForced,
		directory: run.path,
		draftEnding: draftEnding(attempt.id)
	};
	const storing: Promise<StoredRun>[] = [];
	function begin(found: FoundInRun): void {
		const { pairMinAbsVs, radiusArcsec } = options;
		const work = storeFound(store(), found, {
			...{ run, revision: attempt.revision, pairMinAbsVs, radiusArcsec },
			...{ images, measurements, signal }
		});
		// Whoever waits for it below is told; until then nobody listens.
		work.catch(() => undefined);
		storing.push(work);
	}
	const spentMs = await runInThread<SpentMs>('associate', input, {
		signal,
		onProgress: progress,
		keepsInput: true,
		answer: async (asked) => {
			// The thread asks nothing else.
			const question = asked as AssociateQuestion;
			return question.kind === 'ids' ? reserved(question) : begin(question.found);
		}
	});
	if (storing.length === 0) throw new Error('The association has left nothing to store.');
	const stored = await orStopped(storing[0], signal);
	return { stored, spentMs: { ...spentMs, database: stored.spentMs } };
}

async function reserved({
	sources,
	forced
}: Extract<AssociateQuestion, { kind: 'ids' }>): Promise<AssociateIds> {
	return {
		firstSourceId: await reserveIds(store(), 'sources', sources),
		firstForcedId: await reserveIds(store(), 'measurements', forced)
	};
}

function runOptions(
	config: PipelineConfig,
	{ epochMode, runId }: { epochMode: boolean; runId: number }
): RunOptions {
	const { source_association: association, source_monitoring: monitoring, variability } = config;
	return {
		method: association.method,
		radiusArcsec: association.radius,
		deruiterRadius: association.deruiter_radius,
		deruiterBeamwidthLimit: association.deruiter_beamwidth_limit,
		parallel: association.parallel,
		epochMode,
		epochDuplicateRadiusArcsec: association.epoch_duplicate_radius,
		fluxFractionalError: config.measurements.flux_fractional_error,
		newSourceMinSigma: config.new_sources.min_sigma,
		edgeBufferScale: monitoring.edge_buffer_scale,
		pairMetrics: variability.pair_metrics,
		pairMinAbsVs: variability.source_aggregate_pair_metrics_min_abs_vs,
		monitoring: monitoring.monitor
			? {
					minSigma: monitoring.min_sigma,
					clusterThreshold: monitoring.cluster_threshold,
					allowNan: monitoring.allow_nan,
					raUncertaintyArcsec: config.measurements.ra_uncertainty,
					decUncertaintyArcsec: config.measurements.dec_uncertainty,
					runId
				}
			: null
	};
}

async function writeIngestFiles(images: IngestedImage[], { run, attempt }: RunWork): Promise<void> {
	const unique = (ids: number[]) => [...new Set(ids)];
	const files = ingestFiles({
		images,
		bands: await findBands(store(), unique(images.map((image) => image.bandId))),
		skyRegions: await findSkyRegions(store(), unique(images.map((image) => image.skyRegionId)))
	});
	await Promise.all(
		[...files].map(([name, bytes]) => {
			const path = join(run.path, name);
			return withFile(path, () => storage.writeAtomically(path + draftEnding(attempt.id), bytes));
		})
	);
}
