import { basename, join } from 'node:path';
import { withFile } from '#server/files/fileFailure.ts';
import type { Storage } from '#server/files/storage.ts';
import type { KeptFile, Publication, RunAttempt, RunBasis } from '#server/store/runs.ts';
import { escapeGlob } from '#server/files/glob.ts';

/** Behind the name of a file that nobody is to read yet. */
export function draftEnding(attemptId: string): string {
	return `.${attemptId}.draft`;
}

/** Removes what attempts have left in a run's directory: all of them, or one that has just ended. */
export async function removeDrafts(
	storage: Storage,
	directory: string,
	attemptId = '*'
): Promise<void> {
	const drafts = join(escapeGlob(directory), `*${draftEnding(attemptId)}`);
	// A process killed while it wrote one leaves a part.
	for (const pattern of [drafts, `${drafts}.*.part`])
		for (const path of await storage.glob(pattern)) await storage.remove(path);
}

/** Which files an attempt is about to put in place of which; to be noted before the first one moves. */
export async function plannedPublication(
	storage: Storage,
	directory: string,
	attemptId: string
): Promise<Publication> {
	const ending = draftEnding(attemptId);
	const drafts = await storage.glob(join(escapeGlob(directory), `*${ending}`));
	const replaced: KeptFile[] = [];
	for (const pattern of ['*.parquet', '*.arrow'])
		for (const path of await storage.glob(join(escapeGlob(directory), pattern)))
			replaced.push({ name: basename(path), bytes: (await storage.fingerprint(path)).bytes });
	return { written: drafts.map((path) => basename(path).slice(0, -ending.length)), replaced };
}

/**
 * Gives an attempt's files their names. What stood there becomes *.bak when images were added, for one step back, and
 * goes otherwise, as it would contradict the rest (spec/pipeline.md §8). Done again after a kill it finishes what is left.
 */
export async function publishDrafts(
	storage: Storage,
	directory: string,
	{ id, mode, publication }: Pick<RunAttempt, 'id' | 'mode'> & { publication: Publication },
	shownBasis: RunBasis | null
): Promise<void> {
	const backups = mode === 'add' ? publication.replaced.map(({ name }) => `${name}.bak`) : [];
	await removeBackupsBut(storage, directory, backups);
	const written = new Set(publication.written);
	const names = [...written, ...publication.replaced.map(({ name }) => name)];
	for (const name of new Set(names)) {
		const path = join(directory, name);
		const draft = written.has(name) ? path + draftEnding(id) : null;
		// An earlier try got as far as this file.
		if (draft && !(await storage.exists(draft))) continue;
		await withFile(path, async () => {
			if (mode === 'add') await renameIfThere(storage, path, `${path}.bak`);
			if (draft) await storage.rename(draft, path);
			else await storage.remove(path);
		});
	}
	if (mode === 'add' && shownBasis)
		await writeText(storage, join(directory, 'config.yaml.bak'), shownBasis.configText);
}

/** config_temp.yaml has become the config of the last success (spec/pipeline.md §7.1). */
export async function publishConfig(
	storage: Storage,
	directory: string,
	configText: string
): Promise<void> {
	// What a process that was killed while it wrote has left behind.
	for (const path of await storage.glob(join(escapeGlob(directory), 'config_prev.yaml.*.part')))
		await storage.remove(path);
	await writeText(storage, join(directory, 'config_prev.yaml'), configText);
	await storage.remove(join(directory, 'config_temp.yaml'));
}

async function removeBackupsBut(
	storage: Storage,
	directory: string,
	kept: string[]
): Promise<void> {
	for (const path of await storage.glob(join(escapeGlob(directory), '*.bak')))
		if (!kept.includes(basename(path))) await storage.remove(path);
}

async function renameIfThere(storage: Storage, from: string, to: string): Promise<void> {
	if (await storage.exists(from)) await storage.rename(from, to);
}

async function writeText(storage: Storage, path: string, text: string): Promise<void> {
	await withFile(path, () => storage.writeAtomically(path, text));
}
