import { resolve } from 'node:path';
import { pipelineConfigSchema } from '#schema/pipelineConfig.ts';
import { config } from '#server/config.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { localStorage } from '#server/files/storage.ts';
import { validateIngest } from '#server/files/validateRun.ts';
import { imageFiles, type ImageFiles } from '../imageFiles.ts';
import { ingestAlone, type IngestedAlone } from '../ingestAlone.ts';
import { catalogueOptions } from '../newImage.ts';
import { closePool } from '../pool.ts';
import { callerDirectory, type Command } from './command.ts';
import type { Output } from './output.ts';

export const ingestImagesCommand: Command = {
	name: 'ingestimages',
	positionals: ['CONFIG'],
	summary: 'Read images and their catalogues into the installation, without a run.',
	help: `CONFIG is a YAML file with "inputs" as in a run's config.yaml, and "measurements" with condon_errors,
selavy_local_rms_fill_value, ra_uncertainty and dec_uncertainty; initingest writes one to fill in.
Runs that use these images later need not read them again. An image keeps the errors it was first
ingested with. One that cannot be read is named, and the others are ingested all the same. Ctrl-C
stops; what was ingested by then stays, and is not read again when the command is repeated.
Example: npm run cli -- initingest night-12.yaml
         npm run cli -- ingestimages night-12.yaml --json`,
	options: {},
	optionHelp: {},
	needsEngines: true,
	async run({ positionals: [file] }, output) {
		const path = resolve(callerDirectory(), file);
		const { files, options } = await read(path);
		const stop = new AbortController();
		const cancel = () => stop.abort(new Error('cancelled'));
		process.once('SIGINT', cancel);
		try {
			const report = reporter(files.length, output);
			const images = await ingestAlone(files, options, { signal: stop.signal, onDone: report });
			if (stop.signal.aborted) output.say('Cancelled. What was ingested stays.');
			output.result({ images }, sentenceOf(images));
			return images.every(({ error }) => error === null);
		} finally {
			process.removeListener('SIGINT', cancel);
			await closePool();
		}
	}
};

async function read(path: string) {
	const storage = localStorage();
	const text = await withFile(path, () => storage.read(path));
	const check = { storage, baseDirectory: callerDirectory(), maxImages: null };
	const checked = await validateIngest(new TextDecoder().decode(text), path, check);
	const files: ImageFiles[] = imageFiles(checked.inputs);
	// What ingest has no use for takes its defaults.
	const measurements = pipelineConfigSchema.shape.measurements.parse(checked.config.measurements);
	return { files, options: catalogueOptions({ measurements }, config()) };
}

/** Says what became of an image and moves the bar. */
function reporter(total: number, output: Output): (image: IngestedAlone, nDone: number) => void {
	const startedMs = Date.now();
	return ({ name, measurements, known, error }, nDone) => {
		if (error !== null) output.say(`${name} was not ingested: ${error}`);
		else if (known) output.say(`${name} is known already.`);
		else output.say(`${name}: ${measurements} measurements.`);
		const seconds = Math.max(0.001, (Date.now() - startedMs) / 1000);
		const ratePerSecond = nDone / seconds;
		const secondsLeft = (total - nDone) / ratePerSecond;
		output.progress({ stage: 'ingest', done: nDone, total, ratePerSecond, secondsLeft });
	};
}

function sentenceOf(images: IngestedAlone[]): string {
	const failed = images.filter(({ error }) => error !== null);
	const known = images.filter((image) => image.known);
	const read = images.length - failed.length - known.length;
	const parts = [`${read} of ${images.length} images ingested`, `${known.length} known already`];
	if (failed.length)
		parts.push(`${failed.length} failed: ${failed.map(({ name }) => name).join(', ')}`);
	return `${parts.join(', ')}.`;
}
