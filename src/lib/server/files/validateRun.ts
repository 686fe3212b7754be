import { Failure } from '#schema/failure.ts';
import type { ImageIngestConfig, PipelineConfig, ResolvedInputs } from '#schema/pipelineConfig.ts';
import { resolveInputs } from './resolveInputs.ts';
import { parseIngestConfig, parseRunConfig } from './runConfig.ts';
import type { Storage } from './storage.ts';

export interface RunCheck {
	storage: Storage;
	baseDirectory: string;
	/** null: no limit, as on the command line. */
	maxImages: number | null;
}

/**
 * A config.yaml fit to run, with its files found. Checks in the order of spec/pipeline.md §1.3; the first failure
 * stops. Its sentences hold those of vast-pipeline, which people search for.
 */
export async function validateRun(
	text: string,
	fileName: string,
	check: RunCheck
): Promise<{ config: PipelineConfig; inputs: ResolvedInputs }> {
	const config = parseRunConfig(text, fileName);
	const inputs = await resolvedFiles(config.inputs, check);
	if (config.source_monitoring.monitor && !config.inputs.background)
		throw new Failure(
			'Invalid',
			'Background files must be provided if source monitoring is enabled.',
			'inputs.background'
		);
	await refuseMissingFiles(inputs, check.storage);
	return { config, inputs };
}

/** The same for images that no run asks for. */
export async function validateIngest(
	text: string,
	fileName: string,
	check: RunCheck
): Promise<{ config: ImageIngestConfig; inputs: ResolvedInputs }> {
	const config = parseIngestConfig(text, fileName);
	const inputs = await resolvedFiles(config.inputs, check);
	await refuseMissingFiles(inputs, check.storage);
	return { config, inputs };
}

async function resolvedFiles(
	wanted: PipelineConfig['inputs'],
	{ storage, baseDirectory, maxImages }: RunCheck
): Promise<ResolvedInputs> {
	const inputs = await resolveInputs(wanted, baseDirectory, storage);
	const nImages = count(inputs, 'image');
	// The reference counts the files of all types together (§1.3-4).
	if (maxImages !== null && nImages > maxImages)
		throw new Failure(
			'TooMany',
			`The run has ${nImages} images; this installation allows ${maxImages}.`,
			'inputs.image'
		);
	for (const kind of KINDS)
		if (wanted[kind] && count(inputs, kind) < 2)
			throw new Failure(
				'Invalid',
				`Number of ${kind} files must to be larger than 1: there is ${count(inputs, kind)}.`,
				`inputs.${kind}`
			);
	return inputs;
}

const KINDS = ['image', 'selavy', 'noise', 'background'] as const;

function count({ epochs }: ResolvedInputs, kind: (typeof KINDS)[number]): number {
	return epochs.reduce((sum, epoch) => sum + epoch[kind].length, 0);
}

async function refuseMissingFiles(inputs: ResolvedInputs, storage: Storage): Promise<void> {
	for (const epoch of inputs.epochs)
		for (const file of [...epoch.image, ...epoch.selavy, ...epoch.noise, ...epoch.background])
			if (!(await storage.exists(file)))
				throw new Failure('Invalid', `${file} does not exist.`, file);
}
