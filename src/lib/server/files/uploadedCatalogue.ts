import { dirname, join } from 'node:path';
import { config } from '../config.ts';
import { withFile } from './fileFailure.ts';
import type { CatalogueFile } from './openedTable.ts';
import { localStorage } from './storage.ts';

/** Uploaded catalogues wait under their ids, never under a name that somebody gave. */
function pathOf(id: string): string {
	return join(config().CAUSTIC_DATA_DIR, 'catalogue-uploads', id);
}

export function keepUpload(id: string, bytes: Uint8Array): Promise<void> {
	return withFile('The file', () => localStorage().writeAtomically(pathOf(id), bytes));
}

export function removeUpload(id: string): Promise<void> {
	return localStorage().remove(pathOf(id));
}

/** `path`: where it lies if it came in pieces, among its sender's other files. */
export function openUpload({
	id,
	fileName,
	path = null
}: {
	id: string;
	fileName: string;
	path?: string | null;
}): Promise<CatalogueFile> {
	if (path === null) return openOnDisk(pathOf(id), fileName);
	// Its sender may reach that directory by other ways, and leave a link there.
	return openOnDisk(path, fileName, localStorage([dirname(path)]));
}

/** A catalogue on the local disk, under the name that is told of it. */
export function openOnDisk(
	path: string,
	name: string,
	storage = localStorage()
): Promise<CatalogueFile> {
	return withFile(name, async () => ({
		name,
		bytes: (await storage.fingerprint(path)).bytes,
		read: (offset, length) => storage.readRange(path, offset, offset + length)
	}));
}
