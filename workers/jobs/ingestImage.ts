import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { config } from '#server/config.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { imageDirectoryName, measurementFile } from '#server/files/measurementFile.ts';
import { localStorage } from '#server/files/storage.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { inTransaction, isDuplicateKey, store } from '#server/store/client.ts';
import { reserveIds } from '#server/store/counters.ts';
import {
	fillBackgroundPath,
	findImageByName,
	insertImage,
	type IngestedImage
} from '#server/store/images.ts';
import { insertMeasurements, measurementsOfImage } from '#server/store/measurements.ts';
import { noteIngested } from '#server/store/runAttempts.ts';
import { imageFiles, type ImageFiles } from '../imageFiles.ts';
import { catalogueOptions, newImage } from '../newImage.ts';
import { runInThread } from '../pool.ts';
import { logRun } from '../runLog.ts';
import { failRun, workOnRun, type RunWork } from '../runWork.ts';
import type { IngestInput, IngestOutput, ReservedIds } from '../threads/ingestImage.ts';

const storage = localStorage();
/** Each holds an image and its noise map, 200 MB for a survey tile. */
const MOST_AT_ONCE = 8;

/**
 * Brings one image of a run into the installation. An image is known by its name and shared between runs: one that is
 * known already is not read again, and another of the same name is refused.
 */
export const ingestImage: Handler<'ingestImage'> = {
	kind: 'ingestImage',
	concurrency: Math.min(availableParallelism(), MOST_AT_ONCE),
	handle: (job) =>
		workOnRun(job, 'ingest', async (work) => {
			const images = imageFiles(work.attempt.inputs);
			work.progress(Object.keys(work.attempt.images).length, images.length);
			const imageId = await ingestedId(images[job.index], work);
			const done = await noteIngested(store(), {
				runId: job.runId,
				attemptId: job.attempt,
				index: job.index,
				imageId
			});
			work.progress(done, images.length);
		}),
	onFailed: failRun
};

async function ingestedId(files: ImageFiles, work: RunWork): Promise<number> {
	const name = basename(files.image);
	const known = await findImageByName(store(), name);
	if (known) {
		await logRun(work.run, 'ingest', `${name} is known already: its measurements are used.`);
		return useKnown(known, files, work.signal);
	}
	const draftPath = `${measurementsPath(files)}.${work.attempt.id}.draft`;
	try {
		return await ingest(files, draftPath, work);
	} catch (error) {
		await storage.remove(draftPath);
		if (!isDuplicateKey(error)) throw error;
		// Another run's job brought the same image in meanwhile.
		return ingestedId(files, work);
	}
}

/** The image appears with all its measurements or not at all; only then does its Parquet file get its name. */
async function ingest(
	files: ImageFiles,
	draftPath: string,
	{ run, attempt, signal }: RunWork
): Promise<number> {
	const { image, noise, selavy } = files;
	const fingerprint = await withFile(image, () => storage.fingerprint(image));
	const options = catalogueOptions(attempt.config, config());
	const paths = { measurementsPath: measurementsPath(files), draftPath };
	const input: IngestInput = { image, noise, selavy, options, ...paths };
	const found = await runInThread<IngestOutput>('ingestImage', input, { signal, answer: reserve });
	const origin = { files, fingerprint, measurementsPath: paths.measurementsPath };
	const ingested = await newImage(store(), found, origin);
	await inTransaction(store(), async (transaction) => {
		await insertImage(store(), ingested, transaction);
		await insertMeasurements(store(), ingested.id, found.measurements, transaction);
	});
	await storage.rename(draftPath, ingested.measurementsPath);
	await logRun(run, 'ingest', `${ingested.name}: ${found.measurements.n} measurements.`);
	return ingested.id;
}

async function reserve(question: unknown): Promise<ReservedIds> {
	// The thread asks one thing only.
	const { measurements } = question as { measurements: number };
	return {
		imageId: await reserveIds(store(), 'images', 1),
		firstMeasurementId: await reserveIds(store(), 'measurements', measurements)
	};
}

async function useKnown(
	known: IngestedImage,
	files: ImageFiles,
	signal: AbortSignal
): Promise<number> {
	await refuseOther(known, files, signal);
	if (files.background) await fillBackgroundPath(store(), known.id, files.background);
	// A worker killed between the database and the rename leaves an image without its file.
	if (!(await storage.exists(known.measurementsPath))) await writeAgain(known);
	return known.id;
}

async function refuseOther(
	known: IngestedImage,
	{ image }: ImageFiles,
	signal: AbortSignal
): Promise<void> {
	const { bytes, modifiedMs } = await withFile(image, () => storage.fingerprint(image));
	if (image === known.path && bytes === known.fileBytes && modifiedMs === known.fileModifiedMs)
		return;
	const checksum = await runInThread<string>('checksum', image, { signal });
	if (checksum === known.checksum) return;
	throw new Failure(
		'Conflict',
		`${image}: an image called ${known.name} with other content is known already (${known.path}). Rename the file.`,
		image
	);
}

async function writeAgain(known: IngestedImage): Promise<void> {
	const measurements = await measurementsOfImage(store(), known.id);
	const image = { id: known.id, datetimeMs: known.datetime.getTime() };
	await withFile(known.measurementsPath, () =>
		storage.writeAtomically(known.measurementsPath, measurementFile(measurements, image))
	);
}

function measurementsPath({ image }: ImageFiles): string {
	const directory = imageDirectoryName(basename(image));
	return join(config().PIPELINE_WORKING_DIR, 'images', directory, 'measurements.parquet');
}
