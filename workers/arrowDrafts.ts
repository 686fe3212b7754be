import { join } from 'node:path';
import { escapeGlob } from '#server/files/glob.ts';
import { localStorage } from '#server/files/storage.ts';
import { store } from '#server/store/client.ts';
import { findImages } from '#server/store/images.ts';
import { draftEnding } from './drafts.ts';
import { runInThread } from './pool.ts';
import type { RunWork } from './runWork.ts';
import type { ArrowInput } from './threads/writeArrow.ts';

const storage = localStorage();

/** Writes an attempt's Arrow files from its Parquet files, as drafts that are published with them. */
export async function writeArrowDrafts(
	{ run, attempt, signal }: Pick<RunWork, 'run' | 'attempt' | 'signal'>,
	imageIds: number[]
): Promise<void> {
	const ending = draftEnding(attempt.id);
	const draft = (name: string) => join(run.path, name + ending);
	const directory = escapeGlob(run.path);
	// Of a worker that was killed while it wrote one.
	for (const part of await storage.glob(join(directory, `*.arrow${ending}.*`)))
		await storage.remove(part);
	const images = await findImages(store(), imageIds);
	const forced = await storage.glob(join(directory, `forced_measurements_*.parquet${ending}`));
	const input: ArrowInput = {
		directory: run.path,
		measurements: {
			associations: draft('associations.parquet'),
			measurements: [...images.map(({ measurementsPath }) => measurementsPath), ...forced]
		},
		pairs: attempt.config.variability.pair_metrics ? draft('measurement_pairs.parquet') : null,
		draftEnding: ending
	};
	await runInThread<null>('writeArrow', input, { signal });
}
