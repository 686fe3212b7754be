import type { z } from 'zod';
import { imageIngestConfigSchema, pipelineConfigSchema } from '#schema/pipelineConfig.ts';
import { CONFIG_HELP } from './configHelp.ts';

/** The config.yaml a new run starts with: every key with its default and what it does. */
export function defaultConfig(runPath: string): string {
	const { shape } = pipelineConfigSchema;
	return [
		'# Configuration of one pipeline run. Keys left out keep the defaults shown here.\n' + SYNTAX,
		sectionText('run', shape.run, { path: JSON.stringify(runPath) }),
		inputsText(
			'Relative names start at the directory in which runpipeline is started\n  # (for runs started in the browser: the raw image directory).',
			BACKGROUND
		),
		...SETTINGS.map((name) => sectionText(name, shape[name]))
	].join('\n');
}

/** What `ingestimages` can be given, to be filled in. */
export function defaultIngestConfig(): string {
	return [
		'# Images for ingestimages. Keys left out keep the defaults shown here.\n' + SYNTAX,
		inputsText('Relative names start at the directory in which ingestimages is started.', ''),
		sectionText('measurements', imageIngestConfigSchema.shape.measurements)
	].join('\n');
}

const SETTINGS = [
	'source_monitoring',
	'source_association',
	'new_sources',
	'measurements',
	'variability',
	'processing'
] as const;

const SYNTAX =
	'# Write lists and sections on lines of their own; true/false may be written yes/no.\n';

const BACKGROUND = `  # Background maps: needed for source monitoring only.
  # background:
  #   glob: "*.bkg.fits"
`;

function inputsText(whereNamesStart: string, background: string): string {
	return `inputs:
  # Each of image, selavy and noise is one of
  #   a list of files            - first.fits
  #   a glob                     glob: epoch*.fits
  #   a list of globs            glob:
  #                                - a*.fits
  #   epochs with one of these   2021-03:
  #                                - first.fits
  # Files belong together by their place in the lists. Epochs are taken in the order of their names.
  # ${whereNamesStart}
  image:
    glob: "*.image.fits"
  # Selavy component catalogues: .txt, .csv, .xml or .vot.
  selavy:
    glob: "*.components.txt"
  # Noise (rms) maps.
  noise:
    glob: "*.rms.fits"
${background}`;
}

function sectionText(
	name: keyof typeof CONFIG_HELP,
	schema: z.ZodObject,
	texts: Record<string, string> = {}
): string {
	const help: Record<string, string> = CONFIG_HELP[name];
	const defaults = Object.entries(schema.parse({})).map(
		([key, value]) => `${comment(help[key])}  ${key}: ${texts[key] ?? String(value)}\n`
	);
	return [`${name}:\n`, ...defaults].join('');
}

const LINE_LENGTH = 96;

function comment(text: string): string {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = `${lines.at(-1)} ${word}`;
		if (line.length + '  #'.length > LINE_LENGTH) lines.push(` ${word}`);
		else lines[lines.length - 1] = line;
	}
	return lines.map((line) => `  #${line}\n`).join('');
}
