import { join } from 'node:path';
import { fileFailure, withFile } from '#server/files/fileFailure.ts';
import { openFitsFile, type FitsFile } from '#server/files/fitsFile.ts';
import { forcedFileName, measurementFile } from '#server/files/measurementFile.ts';
import { pairPieces } from '#server/files/pairsFile.ts';
import { resultFiles } from '#server/files/resultFiles.ts';
import { localStorage } from '#server/files/storage.ts';
import { joinedMeasurements } from '#science/measurement/withRows.ts';
import { processRun } from '#science/run/processRun.ts';
import {
	RUN_STEPS,
	type ForcedOfImage,
	type PreviousRun,
	type RunImage,
	type RunOptions,
	type RunResult
} from '#science/run/types.ts';
import { serveThread } from '../serveThread.ts';
import { Stopwatch, type SpentMs } from '../stopwatch.ts';

/** Where the pixels of an image are. */
export interface ImageMaps {
	image: string;
	noise: string;
	background: string;
}

export interface AssociateInput {
	images: RunImage[];
	maps: ImageMaps[];
	options: RunOptions;
	previous?: PreviousRun;
	/** Forced measurements that the run has already, when images are added to it. */
	earlierForced: ForcedOfImage[];
	directory: string;
	/** Put behind the names of the files until the run is published. */
	draftEnding: string;
}

/** What the worker process is asked: ids first, then to store what was found while the files are written here. */
export type AssociateQuestion =
	{ kind: 'ids'; sources: number; forced: number } | { kind: 'store'; found: FoundInRun };
export interface AssociateIds {
	firstSourceId: number;
	firstForcedId: number;
}

export interface FoundInRun {
	result: Pick<RunResult, 'sources' | 'associations' | 'relations' | 'fluxIntErr' | 'fluxPeakErr'>;
	firstSourceId: number;
	/** What this attempt has measured, image by image, and with what the run had before. */
	newForced: ForcedOfImage[];
	allForced: ForcedOfImage[];
}

const storage = localStorage();
/** Steps that writing the files counts for, beside one for each step after the association. */
const WRITING = 1;

/** The numeric part of a run and its Parquet files (spec/pipeline.md §4 to §7). */
serveThread<AssociateInput, SpentMs, AssociateQuestion, AssociateIds>(
	async (input, { ask, progress }) => {
		const stopwatch = new Stopwatch();
		const steps = new StepCounter(progress);
		const result = associated(input, stopwatch, steps);
		const found = await numbered(input, result, ask);
		await ask({ kind: 'store', found });
		await writeFiles(input, result, found);
		stopwatch.lap('parquet');
		steps.finish();
		return stopwatch.spentMs;
	}
);

function associated(input: AssociateInput, stopwatch: Stopwatch, steps: StepCounter): RunResult {
	const { images, maps, options, previous } = input;
	const result = processRun({
		images,
		options,
		...(previous ? { previous } : {}),
		readNoise: (index) => opened([maps[index].noise])[0],
		readMaps: (index) => {
			const { image, background, noise } = maps[index];
			const files = opened([image, background, noise]);
			return { name: images[index].name, image: files[0], background: files[1], noise: files[2] };
		},
		onProgress: (step, done, total) => {
			stopwatch.lap(step);
			steps.at(step, done, total);
		}
	});
	opened([]);
	return result;
}

/** Gives sources and forced measurements the ids that they are known by from here on. */
async function numbered(
	{ earlierForced }: AssociateInput,
	{ images, forced, ...result }: RunResult,
	ask: (question: AssociateQuestion) => Promise<AssociateIds>
): Promise<FoundInRun> {
	const count = forced.reduce((sum, { measurements }) => sum + measurements.n, 0);
	const { firstSourceId, firstForcedId } = await ask({
		kind: 'ids',
		sources: result.sources.n,
		forced: count
	});
	let next = firstForcedId;
	for (const { image, measurements } of forced) {
		const own = images[image].measurements.id;
		for (let row = 0; row < measurements.n; row++) measurements.id[row] = next++;
		own.set(measurements.id, own.length - measurements.n);
	}
	const { sources, associations, relations, fluxIntErr, fluxPeakErr } = result;
	return {
		result: { sources, associations, relations, fluxIntErr, fluxPeakErr },
		firstSourceId,
		newForced: forced,
		allForced: allForced(earlierForced, forced)
	};
}

function allForced(earlier: ForcedOfImage[], forced: ForcedOfImage[]): ForcedOfImage[] {
	const byImage = new Map(earlier.map(({ image, measurements }) => [image, measurements]));
	for (const { image, measurements } of forced) {
		const had = byImage.get(image);
		byImage.set(image, had ? joinedMeasurements(had, measurements) : measurements);
	}
	return [...byImage].map(([image, measurements]) => ({ image, measurements }));
}

async function writeFiles(
	{ directory, draftEnding, images }: AssociateInput,
	result: RunResult,
	{ firstSourceId, allForced }: FoundInRun
): Promise<void> {
	const draft = async (name: string, pieces: Uint8Array | Iterable<Uint8Array>) => {
		const path = join(directory, name);
		await withFile(path, () => storage.writeAtomically(path + draftEnding, pieces));
	};
	const identified = { result, images: result.images, firstSourceId };
	for (const [name, bytes] of resultFiles(identified)) await draft(name, bytes);
	for (const { image, measurements } of allForced)
		await draft(forcedFileName(images[image].name), measurementFile(measurements, images[image]));
	if (result.hasPairs) await draft('measurement_pairs.parquet', pairPieces(identified));
}

const open = new Map<string, FitsFile>();

/** These files, and no others: new sources and forced extraction go image by image. */
function opened(paths: string[]): FitsFile[] {
	for (const [path, file] of open) {
		if (paths.includes(path)) continue;
		file.close();
		open.delete(path);
	}
	return paths.map((path) => {
		const file = open.get(path) ?? namedInErrors(path, () => openFitsFile(path));
		open.set(path, file);
		return { ...file, window: (...edges) => namedInErrors(path, () => file.window(...edges)) };
	});
}

function namedInErrors<R>(path: string, read: () => R): R {
	try {
		return read();
	} catch (error) {
		throw fileFailure(path, error);
	}
}

/** One step for each epoch, and one for each of the other steps and the writing. */
class StepCounter {
	#epochs = 1;
	readonly #progress: (done: number, total: number) => void;

	constructor(progress: (done: number, total: number) => void) {
		this.#progress = progress;
	}

	at(step: (typeof RUN_STEPS)[number], done: number, total: number): void {
		const place = RUN_STEPS.indexOf(step);
		if (place === 0) this.#epochs = total;
		const before = place === 0 ? 0 : this.#epochs + place - 1;
		this.#progress(before + (place === 0 ? done : done / total), this.#total());
	}

	finish(): void {
		this.#progress(this.#total(), this.#total());
	}

	#total(): number {
		return this.#epochs + RUN_STEPS.length - 1 + WRITING;
	}
}
