import type { z } from 'zod';
import {
	imageIngestConfigSchema,
	pipelineConfigSchema,
	type ImageIngestConfig,
	type PipelineConfig
} from '#schema/pipelineConfig.ts';
import { ConfigFailure } from './configFailure.ts';
import { configProblem } from './configProblem.ts';
import { typedScalar } from './typedScalar.ts';
import { readYaml, type YamlValue } from './yamlDialect.ts';

/**
 * Reads a run's config.yaml. Keys left out take their defaults, section by section; lists are replaced, not merged.
 * Refuses with a sentence naming the line (spec/pipeline.md §1.1 and §1.3-1).
 */
export function parseRunConfig(text: string, fileName: string): PipelineConfig {
	return parseSections(pipelineConfigSchema, text, fileName);
}

/** Reads the configuration of `ingestimages`, by the same rules. */
export function parseIngestConfig(text: string, fileName: string): ImageIngestConfig {
	return parseSections(imageIngestConfigSchema, text, fileName);
}

type Keys = { [key: string]: unknown };
type Refuse = (path: (string | number)[], reason: string) => never;
/** A configuration: sections with keys, two levels. */
type ConfigSchema = z.ZodObject<Record<string, z.ZodObject>>;

function parseSections<S extends ConfigSchema>(
	schema: S,
	text: string,
	fileName: string
): z.output<S> {
	const yaml = readYaml(text, fileName);
	const refuse: Refuse = (path, reason) => {
		const line = yaml.lineOf(path);
		const field = path.length > 1 ? path.join('.') : fileName;
		throw new ConfigFailure(`${fileName} line ${line}: ${reason}.`, { field, line });
	};
	const sections = typedSections(schema, yaml.value, refuse);
	const parsed = schema.safeParse(sections);
	if (parsed.success) return parsed.data;
	return refuse(...configProblem(parsed.error.issues[0], sections));
}

/** Every section of the schema, those left out empty; scalars as the schema has them. */
function typedSections(
	{ shape }: ConfigSchema,
	value: { [key: string]: YamlValue },
	refuse: Refuse
): Keys {
	const sections: Keys = Object.fromEntries(Object.keys(shape).map((name) => [name, {}]));
	for (const [name, section] of Object.entries(value)) {
		if (!Object.hasOwn(shape, name)) refuse([name], `unknown key "${name}"`);
		// A section whose keys are all commented out reads as an empty text.
		if (section === '') continue;
		if (typeof section === 'string' || Array.isArray(section))
			return refuse([name], `"${name}" must be a section with keys below it`);
		// The texts of `inputs` are file names, whatever they look like.
		sections[name] = name === 'inputs' ? section : typedKeys(shape[name], name, section, refuse);
	}
	return sections;
}

function typedKeys(
	{ shape }: z.ZodObject,
	section: string,
	keys: { [key: string]: YamlValue },
	refuse: Refuse
): Keys {
	const typed: Keys = {};
	for (const [key, value] of Object.entries(keys)) {
		if (!Object.hasOwn(shape, key)) refuse([section, key], `unknown key "${key}" in ${section}`);
		if (typeof value !== 'string')
			return refuse([section, key], `${section}.${key} must be a single value`);
		const scalar = typedScalar(shape[key], value);
		if ('problem' in scalar)
			return refuse([section, key], `${section}.${key} ${scalar.problem}, not "${value}"`);
		typed[key] = scalar.value;
	}
	return typed;
}
