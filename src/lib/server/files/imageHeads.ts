import { imageFields } from '#science/fits/imageFields.ts';
import type { DatedImage } from '#science/run/proposeEpochs.ts';
import type { Storage } from './storage.ts';
import { fileFailure } from './fileFailure.ts';

/** When and where in frequency an image was taken, or why that cannot be told. */
export interface ImageHead extends DatedImage {
	problem: string | null;
}

const MOST_KEPT = 20_000;
const kept = new Map<string, ImageHead>();

/** Reads the head of an image's file; a file that has not changed is read once. */
export async function imageHead(storage: Storage, path: string): Promise<ImageHead> {
	try {
		const { bytes, modifiedMs } = await storage.fingerprint(path);
		const key = `${path}\n${bytes}\n${modifiedMs}`;
		const head = kept.get(key) ?? readHead(storage, path);
		if (kept.size >= MOST_KEPT) kept.clear();
		kept.set(key, head);
		return head;
	} catch (error) {
		const failure = fileFailure(path, error);
		const problem = failure instanceof Error ? failure.message : String(failure);
		return { datetimeMs: null, frequencyMhz: null, problem };
	}
}

function readHead(storage: Storage, path: string): ImageHead {
	const file = storage.openImage(path);
	try {
		const { datetimeMs, frequencyMhz } = imageFields(file.header, path);
		return { datetimeMs, frequencyMhz, problem: null };
	} finally {
		file.close();
	}
}
