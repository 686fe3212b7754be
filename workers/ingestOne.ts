import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { INPUT_KINDS, type InputFile, type InputKind } from '#schema/image.ts';
import type { SpentMs } from '#schema/run.ts';
import type { CatalogueOptions } from '#science/catalogue/measurementsFromCatalogue.ts';
import { config } from '#server/config.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { escapeGlob } from '#server/files/glob.ts';
import { imageDirectoryName, measurementFile } from '#server/files/measurementFile.ts';
import { localStorage } from '#server/files/storage.ts';
import { inTransaction, isDuplicateKey, store } from '#server/store/client.ts';
import { reserveIds } from '#server/store/counters.ts';
import {
	fillBackground,
	findImageByName,
	insertImage,
	type IngestedImage
} from '#server/store/images.ts';
import { insertMeasurements, measurementsOfImage } from '#server/store/measurements.ts';
import type { ImageFiles } from './imageFiles.ts';
import { newImage } from './newImage.ts';
import { orStopped } from './orStopped.ts';
import { runInThread } from './pool.ts';
import type { FoundInImage, IngestInput, ReservedIds } from './threads/ingestImage.ts';
import { Turns } from './turns.ts';

const storage = localStorage();
/** Reading and computing keeps a processor busy; more at once only take more memory. */
export const READ_AT_ONCE = Math.min(availableParallelism(), 8);
/** While one image is being stored, the next one is read. */
export const INGESTED_AT_ONCE = READ_AT_ONCE + 1;
const reading = new Turns(READ_AT_ONCE);

/** Who asks for an image to be ingested. */
export interface IngestAsker {
	/** In the names of files that are not complete yet. */
	attemptId: string;
	signal: AbortSignal;
	/** A line for the person who reads along. */
	say: (text: string, level?: 'INFO' | 'WARNING') => Promise<void>;
}

export interface IngestOutcome {
	image: IngestedImage;
	known: boolean;
	spentMs: SpentMs;
}

/**
 * Brings one image into the installation (spec/pipeline.md §2, §3). An image is known by its name and shared between
 * runs: one that is known already is not read again, and another of the same name is refused.
 */
export async function ingestOne(
	files: ImageFiles,
	options: CatalogueOptions,
	asker: IngestAsker
): Promise<IngestOutcome> {
	const name = basename(files.image);
	const known = await findImageByName(store(), name);
	if (known) {
		await useKnown(known, files, asker);
		await asker.say(`${name} is known already: its measurements are used.`);
		return { image: known, known: true, spentMs: {} };
	}
	const draftPath = `${measurementsPath(files)}.${asker.attemptId}.draft`;
	try {
		return { ...(await ingest(files, options, draftPath, asker)), known: false };
	} catch (error) {
		await storage.remove(draftPath);
		if (!isDuplicateKey(error)) throw error;
		// Another job brought the same image in meanwhile.
		return ingestOne(files, options, asker);
	}
}

/**
 * The image appears with all its measurements or not at all. Its Parquet file is written meanwhile, and gets its name
 * once the image is there.
 */
async function ingest(
	files: ImageFiles,
	options: CatalogueOptions,
	draftPath: string,
	{ signal, say }: IngestAsker
): Promise<Omit<IngestOutcome, 'known'>> {
	const path = measurementsPath(files);
	// Of an image of this name that was deleted: nobody may take it for this one's.
	await storage.remove(path);
	const input: IngestInput = { files, options, measurementsPath: path, draftPath };
	const storing: ReturnType<typeof storeImage>[] = [];
	const answer = async (question: unknown) => {
		// The thread asks one thing only.
		const found = question as FoundInImage;
		const ids = await reserved(found.nMeasurements);
		const stored = storeImage(found, ids, { files, path });
		// Whoever waits for it below is told; until then nobody listens.
		stored.catch(() => undefined);
		storing.push(stored);
		return ids;
	};
	const spentMs = await reading.take(() =>
		runInThread<SpentMs>('ingestImage', input, { signal, answer })
	);
	if (storing.length === 0)
		throw new Error('The image was read, but nothing of it came to be stored.');
	const { image, databaseMs } = await orStopped(storing[0], signal);
	await storage.rename(draftPath, path);
	await say(`${image.name}: ${image.nMeasurements} measurements.`);
	return { image, spentMs: { ...spentMs, database: databaseMs } };
}

async function reserved(count: number): Promise<ReservedIds> {
	const [imageId, firstMeasurementId] = await Promise.all([
		reserveIds(store(), 'images', 1),
		reserveIds(store(), 'measurements', count)
	]);
	return { imageId, firstMeasurementId };
}

async function storeImage(
	found: FoundInImage,
	ids: ReservedIds,
	origin: { files: ImageFiles; path: string }
): Promise<{ image: IngestedImage; databaseMs: number }> {
	const started = performance.now();
	const measurements = {
		blocks: found.blocks,
		idOf: (row: number) => ids.firstMeasurementId + row
	};
	const image = await newImage(store(), found, { ...origin, ...ids });
	await inTransaction(store(), async (transaction) => {
		await insertImage(store(), image, transaction);
		await insertMeasurements(store(), { imageId: image.id }, measurements, transaction);
	});
	return { image, databaseMs: performance.now() - started };
}

async function useKnown(
	known: IngestedImage,
	files: ImageFiles,
	{ signal, say }: IngestAsker
): Promise<void> {
	for (const kind of INPUT_KINDS) {
		const other = files[kind] ? await changedFile(known, kind, files[kind], signal) : null;
		if (!other) continue;
		if (kind === 'image') throw otherImage(known, other);
		await say(
			`${other.path} is not the ${kind} file that ${known.name} was ingested with (${known.inputs[kind]?.path}): what was ingested is used.`,
			'WARNING'
		);
	}
	if (files.background && known.backgroundPath === '')
		await fillBackground(store(), known.id, await inputOf(files.background, signal));
	// A worker killed between the database and the rename leaves an image without its file, and a draft.
	if (!(await storage.exists(known.measurementsPath))) {
		await writeAgain(known);
		for (const draft of await storage.glob(`${escapeGlob(known.measurementsPath)}.*`))
			await storage.remove(draft);
	}
}

/** The file when its content is not what was ingested. It is read only if it has another name, size or date. */
async function changedFile(
	{ inputs }: IngestedImage,
	kind: InputKind,
	path: string,
	signal: AbortSignal
): Promise<InputFile | null> {
	const ingested = inputs[kind];
	if (!ingested) return null;
	const { bytes, modifiedMs } = await withFile(path, () => storage.fingerprint(path));
	const looksSame = bytes === ingested.bytes && modifiedMs === ingested.modifiedMs;
	if (looksSame && path === ingested.path) return null;
	const file = await inputOf(path, signal);
	return file.sha256 === ingested.sha256 ? null : file;
}

function otherImage(known: IngestedImage, { path }: InputFile): Failure {
	return new Failure(
		'Conflict',
		`${path}: an image called ${known.name} with other content is known already (${known.path}). Rename the file.`,
		path
	);
}

function inputOf(path: string, signal: AbortSignal): Promise<InputFile> {
	return runInThread<InputFile>('checksum', path, { signal });
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
