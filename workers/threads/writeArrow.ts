import { join } from 'node:path';
import {
	measurementFilesOf,
	measurementPairsArrow,
	measurementsArrow,
	type MeasurementFiles
} from '#server/files/arrowFiles.ts';
import { fileFailure } from '#server/files/fileFailure.ts';
import { localStorage } from '#server/files/storage.ts';
import { serveThread } from '../serveThread.ts';

export interface ArrowInput {
	directory: string;
	/** null: those that the published Parquet files in the directory name. */
	measurements: MeasurementFiles | null;
	/** The Parquet file of the pairs; null where the run has none. */
	pairs: string | null;
	/** Put behind the names of the files until they are complete. */
	draftEnding: string;
}

const storage = localStorage();

/** measurements.arrow and measurement_pairs.arrow of a run (spec/pipeline.md §7.2). */
serveThread<ArrowInput, null>(async (input, { progress }) => {
	const { directory, pairs } = input;
	const draft = async (name: string, piecesOf: () => Pieces | Promise<Pieces>) => {
		const path = join(directory, name);
		await naming(path, async () =>
			storage.writeAtomically(path + input.draftEnding, await piecesOf())
		);
	};
	const files = pairs === null ? 1 : 2;
	await draft('measurements.arrow', async () => {
		const found = input.measurements ?? (await measurementFilesOf(storage, directory));
		return measurementsArrow(storage, found);
	});
	progress(1, files);
	if (pairs !== null)
		await draft('measurement_pairs.arrow', () => measurementPairsArrow(storage, pairs));
	progress(files, files);
	return null;
});

type Pieces = AsyncIterable<Uint8Array>;

/** A file is read while another is written: the system says which of them is at fault, or it is the one written. */
async function naming(path: string, act: () => Promise<void>): Promise<void> {
	try {
		await act();
	} catch (error) {
		const at = error instanceof Error && 'path' in error ? String(error.path) : path;
		throw fileFailure(at.startsWith(path) ? path : at, error);
	}
}
