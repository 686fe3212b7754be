import { basename } from 'node:path';
import type { CatalogueOptions } from '#science/catalogue/measurementsFromCatalogue.ts';
import { newId } from '#server/store/ids.ts';
import type { ImageFiles } from './imageFiles.ts';
import { INGESTED_AT_ONCE, ingestOne } from './ingestOne.ts';

/** What became of one image; `id` and `measurements` are null when it could not be ingested, and `error` says why. */
export interface IngestedAlone {
	name: string;
	id: number | null;
	measurements: number | null;
	/** It was in the installation already. */
	known: boolean;
	error: string | null;
}

/**
 * Ingests images that no run asks for (spec/pipeline.md §2, §3), some at a time. An image that fails does not stop
 * the others; after an abort those that were not begun are not.
 * @returns In the order of the files.
 */
export async function ingestAlone(
	files: ImageFiles[],
	options: CatalogueOptions,
	hooks: { signal: AbortSignal; onDone: (outcome: IngestedAlone, nDone: number) => void }
): Promise<IngestedAlone[]> {
	const outcomes: IngestedAlone[] = [];
	const attemptId = newId();
	let begun = 0;
	let nDone = 0;
	async function takeTurns(): Promise<void> {
		while (begun < files.length && !hooks.signal.aborted) {
			const place = begun++;
			const outcome = await outcomeOf(files[place], options, { attemptId, signal: hooks.signal });
			outcomes[place] = outcome;
			hooks.onDone(outcome, ++nDone);
		}
	}
	await Promise.all(Array.from({ length: INGESTED_AT_ONCE }, takeTurns));
	return files.map(({ image }, place) => outcomes[place] ?? failed(image, 'not begun'));
}

async function outcomeOf(
	files: ImageFiles,
	options: CatalogueOptions,
	asker: { attemptId: string; signal: AbortSignal }
): Promise<IngestedAlone> {
	const say = () => Promise.resolve();
	try {
		const { image, known } = await ingestOne(files, options, { ...asker, say });
		const { name, id, nMeasurements } = image;
		return { name, id, measurements: nMeasurements, known, error: null };
	} catch (error) {
		return failed(files.image, error instanceof Error ? error.message : String(error));
	}
}

function failed(path: string, error: string): IngestedAlone {
	return { name: basename(path), id: null, measurements: null, known: false, error };
}
