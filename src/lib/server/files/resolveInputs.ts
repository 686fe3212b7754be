import { basename, resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { InputSpec, PipelineConfig, ResolvedInputs } from '#schema/pipelineConfig.ts';
import { escapeGlob } from './glob.ts';
import type { Storage } from './storage.ts';

const KINDS = ['image', 'selavy', 'noise', 'background'] as const;
type Kind = (typeof KINDS)[number];

interface InputFiles {
	epochMode: boolean;
	/** Sorted by key. */
	epochs: [key: string, files: string[]][];
}

/**
 * Expands lists, globs and epochs to absolute files (spec/pipeline.md §1.2) and refuses inputs that do not fit
 * together (§1.3, 2 and 3).
 * @param baseDirectory What relative paths are relative to.
 */
export async function resolveInputs(
	inputs: PipelineConfig['inputs'],
	baseDirectory: string,
	storage: Storage
): Promise<ResolvedInputs> {
	const byKind = new Map<Kind, InputFiles>();
	for (const kind of KINDS) {
		const spec = inputs[kind];
		if (spec) byKind.set(kind, await filesOf(kind, spec, baseDirectory, storage));
	}
	const [images, ...others] = byKind.values();
	const epochMode = images.epochMode;
	if (others.some((files) => files.epochMode !== epochMode))
		throw refusal('Give epochs for all input types, or for none.');
	refuseUnequalEpochs(byKind, epochMode);
	refuseUnequalFiles(byKind);
	refuseRepeatedNames(images);
	return { epochMode, epochs: images.epochs.map(([key]) => epochFiles(key, byKind)) };
}

function refusal(sentence: string): Failure {
	return new Failure('Invalid', sentence, 'inputs');
}

async function filesOf(
	kind: Kind,
	spec: InputSpec,
	baseDirectory: string,
	storage: Storage
): Promise<InputFiles> {
	if (!isEpochs(spec)) {
		const files = await filesFrom(kind, spec, baseDirectory, storage);
		const digits = String(files.length).length;
		const key = (index: number) => String(index + 1).padStart(digits, '0');
		return { epochMode: false, epochs: files.map((file, index) => [key(index), [file]]) };
	}
	const epochs: InputFiles['epochs'] = [];
	for (const key of Object.keys(spec).sort())
		epochs.push([key, await filesFrom(kind, spec[key], baseDirectory, storage)]);
	return { epochMode: true, epochs };
}

type Files = string[] | { glob: string | string[] };

function isEpochs(spec: InputSpec): spec is Record<string, Files> {
	return !Array.isArray(spec) && !('glob' in spec);
}

async function filesFrom(
	kind: Kind,
	spec: Files,
	baseDirectory: string,
	storage: Storage
): Promise<string[]> {
	if (Array.isArray(spec)) return spec.map((file) => resolve(baseDirectory, file));
	const patterns = [spec.glob].flat();
	// The directory itself is meant as it is written, brackets and all.
	const directory = escapeGlob(baseDirectory);
	const matches = patterns.map((pattern) => storage.glob(resolve(directory, pattern)));
	const files = (await Promise.all(matches)).flat();
	if (files.length) return files;
	throw new Failure(
		'Invalid',
		`No ${kind} files match ${patterns.join(', ')} in ${baseDirectory}.`,
		`inputs.${kind}`
	);
}

function refuseUnequalEpochs(byKind: Map<Kind, InputFiles>, epochMode: boolean): void {
	const counts = [...byKind].map(([kind, { epochs }]) => {
		const names = epochMode ? `: ${epochs.map(([key]) => key).join(', ')}` : '';
		const noun = epochMode ? 'epoch' : 'file';
		return `${kind} has ${epochs.length} ${noun}${epochs.length === 1 ? '' : 's'}${names}`;
	});
	const lengths = new Set([...byKind.values()].map(({ epochs }) => epochs.length));
	if (lengths.size > 1) {
		const noun = epochMode ? 'epochs' : 'files';
		throw refusal([`The number of ${noun} must match for all input types.`, ...counts].join('\n'));
	}
	const names = [...byKind.values()].map(({ epochs }) =>
		JSON.stringify(epochs.map(([key]) => key))
	);
	if (new Set(names).size > 1)
		throw refusal(['The name of the epochs must match for all input types.', ...counts].join('\n'));
}

function refuseUnequalFiles(byKind: Map<Kind, InputFiles>): void {
	const counts = [...byKind].map(([kind, { epochs }]) => ({
		kind,
		counts: epochs.map(([key, files]) => `${key} ${files.length}`).join(', ')
	}));
	if (new Set(counts.map((row) => row.counts)).size <= 1) return;
	const lines = counts.map((row) => `${row.kind} has files per epoch: ${row.counts}`);
	throw refusal(
		['The number of files per epoch does not match between input types.', ...lines].join('\n')
	);
}

/** An image is known by its name without the directory, so one run cannot hold two of a name. */
function refuseRepeatedNames(images: InputFiles): void {
	const seen = new Set<string>();
	for (const file of images.epochs.flatMap(([, files]) => files)) {
		const name = basename(file);
		if (seen.has(name)) throw refusal(`Two images of this run are called ${name}.`);
		seen.add(name);
	}
}

function epochFiles(key: string, byKind: Map<Kind, InputFiles>): ResolvedInputs['epochs'][number] {
	const files = (kind: Kind) => byKind.get(kind)?.epochs.find(([name]) => name === key)?.[1] ?? [];
	return {
		key,
		image: files('image'),
		selavy: files('selavy'),
		noise: files('noise'),
		background: files('background')
	};
}
