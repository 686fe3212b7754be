import { basename, join } from 'node:path';
import { QUARANTINE_FOLDER } from './inboxNames.ts';
import { localStorage } from './storage.ts';

/**
 * Moves a bad file out of the inbox's way; null when it stays, in a folder that may only be read.
 * @param roots Directories that it may not leave, wherever links lead.
 */
export async function moveToQuarantine(
	path: string,
	{ directory, roots }: { directory: string; roots: string[] }
): Promise<string | null> {
	const storage = localStorage(roots);
	const folder = join(directory, QUARANTINE_FOLDER);
	try {
		await storage.makeDirectory(folder);
		const target = await freeName(folder, basename(path));
		await storage.rename(path, target);
		return target;
	} catch {
		// Whatever forbids it, the record keeps the file from being taken.
		return null;
	}
}

async function freeName(folder: string, name: string): Promise<string> {
	const storage = localStorage();
	for (let n = 0; ; n++) {
		const target = join(folder, n === 0 ? name : `${n}-${name}`);
		if (!(await storage.exists(target))) return target;
	}
}
