import { join } from 'node:path';
import { config } from '../config.ts';
import { withFile } from './fileFailure.ts';
import { localStorage } from './storage.ts';

/** Files that hang on comments lie under their ids, never under a name that somebody gave. */
function pathOf(id: string): string {
	return join(config().CAUSTIC_DATA_DIR, 'attachments', id);
}

export function keepFile(id: string, bytes: Uint8Array): Promise<void> {
	return withFile('The file', () => localStorage().writeAtomically(pathOf(id), bytes));
}

export async function readKeptFile(id: string): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = await withFile('The file', () => localStorage().read(pathOf(id)));
	return new Uint8Array(bytes);
}

export function removeKeptFile(id: string): Promise<void> {
	return localStorage().remove(pathOf(id));
}
