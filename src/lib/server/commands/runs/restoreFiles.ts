import { basename, join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { withFile } from '../../files/fileFailure.ts';
import type { Storage } from '../../files/storage.ts';
import type { KeptFile, PreviousResults, RunDoc } from '../../store/runs.ts';
import { escapeGlob } from '../../files/glob.ts';

const ALWAYS = ['associations', 'bands', 'images', 'relations', 'skyregions', 'sources'];

/** Refuses unless every backup stands there as it was made when images were added (spec/pipeline.md §8). */
export async function refuseUnlessBackedUp(
	storage: Storage,
	run: Pick<RunDoc, 'name' | 'path' | 'basis'>,
	{ files, basis }: PreviousResults
): Promise<void> {
	const bytes = new Map(files.map((file) => [file.name, file.bytes]));
	for (const name of new Set([...requiredFiles(run), ...bytes.keys()])) {
		const path = join(run.path, `${name}.bak`);
		await refuseMissing(storage, run.name, path);
		const now = (await storage.fingerprint(path)).bytes;
		if (now !== bytes.get(name)) refuse(run.name, `${path} was changed since images were added`);
	}
	const path = join(run.path, 'config.yaml.bak');
	await refuseMissing(storage, run.name, path);
	const text = new TextDecoder().decode(await storage.read(path));
	if (text !== basis.configText)
		refuse(run.name, `${path} is not the config of the state before images were added`);
}

/** Puts the backups in place of the files that images were added to. Done again after a kill it finishes what is left. */
export async function putBackFiles(
	storage: Storage,
	directory: string,
	{ files, configText }: { files: KeptFile[]; configText: string }
): Promise<void> {
	const kept = new Set(files.map(({ name }) => name));
	for (const pattern of ['*.parquet', '*.arrow'])
		for (const path of await storage.glob(join(escapeGlob(directory), pattern)))
			if (!kept.has(basename(path))) await withFile(path, () => storage.remove(path));
	for (const name of kept) {
		const path = join(directory, name);
		if (await storage.exists(`${path}.bak`))
			await withFile(path, () => storage.rename(`${path}.bak`, path));
	}
	const config = join(directory, 'config_prev.yaml');
	await withFile(config, () => storage.writeAtomically(config, configText));
	for (const name of ['config.yaml.bak', 'config_temp.yaml'])
		await storage.remove(join(directory, name));
}

function requiredFiles({ basis }: Pick<RunDoc, 'basis'>): string[] {
	const pairs = basis?.config.variability.pair_metrics ? ['measurement_pairs'] : [];
	return [...ALWAYS, ...pairs].map((table) => `${table}.parquet`);
}

async function refuseMissing(storage: Storage, name: string, path: string): Promise<void> {
	if (!(await storage.exists(path))) refuse(name, `${path} does not exist`);
}

function refuse(name: string, reason: string): never {
	throw new Failure('Conflict', `Run ${name} cannot be restored: ${reason}.`);
}
