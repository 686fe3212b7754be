import { join } from 'node:path';
import { withFile } from '#server/files/fileFailure.ts';
import type { Storage } from '#server/files/storage.ts';

const FILES = [
	'images.parquet',
	'bands.parquet',
	'skyregions.parquet',
	'sources.parquet',
	'associations.parquet',
	'relations.parquet',
	'measurement_pairs.parquet'
];

/** Behind the name of a file that nobody is to read yet. */
export function draftEnding(attemptId: string): string {
	return `.${attemptId}.draft`;
}

/** Removes what earlier tries have left in a run's directory. */
export async function removeDrafts(storage: Storage, directory: string): Promise<void> {
	for (const draft of await storage.glob(join(directory, '*.draft'))) await storage.remove(draft);
}

/**
 * Gives an attempt's files their names, replacing those of the attempt before. What the attempt did not write goes,
 * as it would contradict the rest. Done again after a kill it finishes what is left.
 */
export async function publishDrafts(
	storage: Storage,
	directory: string,
	{ attemptId, pairMetrics }: { attemptId: string; pairMetrics: boolean }
): Promise<void> {
	for (const name of FILES) {
		const path = join(directory, name);
		const draft = path + draftEnding(attemptId);
		if (await storage.exists(draft)) await withFile(path, () => storage.rename(draft, path));
		else if (name === 'measurement_pairs.parquet' && !pairMetrics) await storage.remove(path);
	}
}
