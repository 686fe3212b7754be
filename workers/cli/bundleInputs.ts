import { basename, join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { InputSpec, PipelineConfig } from '#schema/pipelineConfig.ts';
import { checksumOf, filePieces } from '#server/files/bundleChecksum.ts';
import type { BundleManifest } from '#server/files/bundleManifest.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { escapeGlob } from '#server/files/glob.ts';
import { localStorage } from '#server/files/storage.ts';

type BundledInput = BundleManifest['inputs'][number];
const storage = localStorage();

/**
 * Where every input of a bundle is now: at its path, or under its name anywhere below a directory.
 * @throws Failure that lists those that are missing or have other content
 */
export async function findInputs(
	inputs: BundledInput[],
	directory: string | null,
	signal: AbortSignal
): Promise<Map<string, string>> {
	const byName = directory === null ? new Map<string, string[]>() : await filesBelow(directory);
	const found = new Map<string, string>();
	const problems: string[] = [];
	for (const input of inputs) {
		const candidates = [input.path, ...(byName.get(basename(input.path)) ?? [])];
		const there: string[] = [];
		for (const path of new Set(candidates)) if (await storage.exists(path)) there.push(path);
		const path = await firstSame(there, input, signal);
		if (path !== null) found.set(input.path, path);
		else problems.push(problemOf(input, there));
	}
	if (problems.length > 0) throw refusal(problems, inputs.length);
	return found;
}

/** The same configuration for files that lie elsewhere. @throws Failure for files that are no inputs of the bundle */
export function relocated(config: PipelineConfig, paths: Map<string, string>): PipelineConfig {
	const { image, selavy, noise, background } = config.inputs;
	return {
		...config,
		inputs: {
			image: relocatedList(image, paths),
			selavy: relocatedList(selavy, paths),
			noise: relocatedList(noise, paths),
			...(background ? { background: relocatedList(background, paths) } : {})
		}
	};
}

async function filesBelow(directory: string): Promise<Map<string, string[]>> {
	if (!(await storage.directoryExists(directory)))
		throw new Failure('Invalid', `${directory} is not a directory.`, 'inputs');
	const byName = new Map<string, string[]>();
	for (const path of await storage.glob(join(escapeGlob(directory), '**', '*')))
		byName.set(basename(path), [...(byName.get(basename(path)) ?? []), path]);
	return byName;
}

async function firstSame(
	paths: string[],
	{ bytes, sha256 }: BundledInput,
	signal: AbortSignal
): Promise<string | null> {
	for (const path of paths) {
		signal.throwIfAborted();
		const same = await withFile(path, async () => {
			if ((await storage.fingerprint(path)).bytes !== bytes) return false;
			return (await checksumOf(filePieces(storage, path))).sha256 === sha256;
		});
		if (same) return path;
	}
	return null;
}

function problemOf({ path }: BundledInput, there: string[]): string {
	if (there.length === 0) return `${path} is missing.`;
	return `${there.join(' and ')} ${there.length === 1 ? 'has' : 'have'} other content than the run read.`;
}

const MOST_LISTED = 20;

function refusal(problems: string[], total: number): Failure {
	const rest = problems.length - MOST_LISTED;
	return new Failure(
		'Conflict',
		[
			`${problems.length} of ${total} input files are not as the run read them; --inputs DIR looks for them by name below DIR.`,
			...problems.slice(0, MOST_LISTED),
			...(rest > 0 ? [`And ${rest} more.`] : [])
		].join('\n')
	);
}

function relocatedList(
	spec: InputSpec,
	paths: Map<string, string>
): string[] | Record<string, string[]> {
	const moved = (files: unknown): string[] => {
		if (Array.isArray(files)) return files.map((file) => paths.get(String(file)) ?? unsound(file));
		return unsound(files);
	};
	if (Array.isArray(spec)) return moved(spec);
	return Object.fromEntries(Object.entries(spec).map(([epoch, files]) => [epoch, moved(files)]));
}

function unsound(file: unknown): never {
	throw new Failure(
		'Invalid',
		`The config.yaml of the bundle has ${JSON.stringify(file)}, which is no input in its manifest.json.`,
		'config.yaml'
	);
}
