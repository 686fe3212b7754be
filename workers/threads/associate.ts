import { join } from 'node:path';
import { fileFailure, withFile } from '#server/files/fileFailure.ts';
import { resultFiles } from '#server/files/resultFiles.ts';
import { localStorage } from '#server/files/storage.ts';
import { readFitsImage } from '#science/fits/readImage.ts';
import { processRun } from '#science/run/processRun.ts';
import type { RunImage, RunOptions, RunResult } from '#science/run/types.ts';
import { serveThread } from '../serveThread.ts';

export interface AssociateInput {
	images: RunImage[];
	noisePaths: string[];
	options: RunOptions;
	directory: string;
	/** Put behind the names of the files until the run is published. */
	draftEnding: string;
}

export interface AssociateOutput {
	result: RunResult;
	/** As they came, for the light curves. */
	images: RunImage[];
	firstSourceId: number;
}

const storage = localStorage();
const STAGES = ['association', 'coverage', 'newSources', 'measure'] as const;
/** Steps that writing the files counts for, beside one for each stage after the association. */
const WRITING = 1;

/** The numeric part of a run and its Parquet files (spec/pipeline.md §4 to §7). */
serveThread<AssociateInput, AssociateOutput, { sources: number }, number>(
	async ({ images, noisePaths, options, directory, draftEnding }, { ask, progress }) => {
		let epochs = 1;
		const steps = () => epochs + STAGES.length - 1 + WRITING;
		const result = processRun({
			images,
			options,
			readNoise: (index) => readNoise(noisePaths[index]),
			onProgress: (stage, done, total) => {
				const place = STAGES.indexOf(stage);
				if (place === 0) epochs = total;
				const before = place === 0 ? 0 : epochs + place - 1;
				progress(before + (place === 0 ? done : done / total), steps());
			}
		});
		const firstSourceId = await ask({ sources: result.sources.n });
		for (const [name, bytes] of resultFiles({ result, images, firstSourceId })) {
			const path = join(directory, name);
			await withFile(path, () => storage.writeAtomically(path + draftEnding, bytes));
		}
		progress(steps(), steps());
		return { result, images, firstSourceId };
	}
);

function readNoise(path: string) {
	try {
		return readFitsImage(storage.readBlocking(path));
	} catch (error) {
		throw fileFailure(path, error);
	}
}
