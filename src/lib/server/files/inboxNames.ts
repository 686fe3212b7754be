import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that were moved out of the way lie here. */
export const QUARANTINE_FOLDER = 'quarantine';
const DEEPEST = 4;
/** Names read from the system at a time. */
const AT_A_TIME = 512;

/**
 * Names of files in a folder and those below it, relative to it, one by one: a million of them are never held at once.
 * Hidden ones and the quarantine are left out. Links to files are files; links to folders are not followed.
 */
export async function* inboxNames(
	directory: string,
	below = '',
	depth = 0
): AsyncGenerator<string> {
	const folders: string[] = [];
	for await (const entry of await opendir(join(directory, below), { bufferSize: AT_A_TIME })) {
		if (entry.name.startsWith('.')) continue;
		const name = below === '' ? entry.name : `${below}/${entry.name}`;
		if (entry.isFile() || entry.isSymbolicLink()) yield name;
		else if (entry.isDirectory() && name !== QUARANTINE_FOLDER) folders.push(name);
	}
	if (depth >= DEEPEST) return;
	for (const folder of folders) yield* inboxNames(directory, folder, depth + 1);
}
