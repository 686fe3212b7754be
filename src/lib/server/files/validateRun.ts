import { Failure } from '#schema/failure.ts';
import type { PipelineConfig, ResolvedInputs } from '#schema/pipelineConfig.ts';
import { parseRunConfig } from './runConfig.ts';
import { resolveInputs } from './resolveInputs.ts';
import type { Storage } from './storage.ts';

export interface RunCheck {
	storage: Storage;
	baseDirectory: string;
	/** null: no limit, as on the command line. */
	maxImages: number | null;
}

/** A config.yaml fit to run, with its files found. Checks in the order of spec/pipeline.md §1.3; the first failure stops. */
export async function validateRun(
	text: string,
	fileName: string,
	{ storage, baseDirectory, maxImages }: RunCheck
): Promise<{ config: PipelineConfig; inputs: ResolvedInputs }> {
	const config = parseRunConfig(text, fileName);
	const inputs = await resolveInputs(config.inputs, baseDirectory, storage);
	const images = inputs.epochs.flatMap((epoch) => epoch.image);
	if (maxImages !== null && images.length > maxImages)
		throw new Failure(
			'TooMany',
			`The run has ${images.length} images; this installation allows ${maxImages}.`,
			'inputs.image'
		);
	refuseUnavailable(config);
	await refuseMissingFiles(inputs, storage);
	return { config, inputs };
}

function refuseUnavailable({ inputs, source_monitoring, source_association }: PipelineConfig) {
	if (source_monitoring.monitor && !inputs.background)
		throw new Failure(
			'Invalid',
			'Background files must be provided if source monitoring is enabled.',
			'inputs.background'
		);
	if (source_monitoring.monitor)
		throw new Failure(
			'Invalid',
			'This version has no forced extraction: set source_monitoring.monitor to no.',
			'source_monitoring.monitor'
		);
	if (source_association.method !== 'basic')
		throw new Failure(
			'Invalid',
			`This version has basic association only: set source_association.method to basic (it is ${source_association.method}).`,
			'source_association.method'
		);
}

async function refuseMissingFiles(inputs: ResolvedInputs, storage: Storage): Promise<void> {
	for (const epoch of inputs.epochs)
		for (const file of [...epoch.image, ...epoch.selavy, ...epoch.noise, ...epoch.background])
			if (!(await storage.exists(file)))
				throw new Failure('Invalid', `${file} does not exist.`, file);
}
