import { z } from 'zod';
import { pipelineConfigSchema, type PipelineConfig } from '#schema/pipelineConfig.ts';
import type { SettingField, SettingSection } from '#schema/runConfig.ts';
import { CONFIG_HELP } from './configHelp.ts';

type Settings = Omit<PipelineConfig, 'inputs' | 'run'>;

/** Sections in the order in which a person thinks of them. */
const TITLES: { [S in keyof Settings]: string } = {
	source_association: 'Association',
	new_sources: 'New sources',
	source_monitoring: 'Forced photometry',
	measurements: 'Measurements',
	variability: 'Variability',
	processing: 'Processing'
};

const ONLY_WITH: Record<string, SettingField['onlyWith']> = {
	'source_association.radius': {
		path: 'source_association.method',
		values: ['basic', 'advanced']
	},
	...Object.fromEntries(
		['deruiter_radius', 'deruiter_beamwidth_limit'].map((key) => [
			`source_association.${key}`,
			{ path: 'source_association.method', values: ['deruiter'] }
		])
	),
	...Object.fromEntries(
		['min_sigma', 'cluster_threshold', 'allow_nan'].map((key) => [
			`source_monitoring.${key}`,
			{ path: 'source_monitoring.monitor', values: ['true'] }
		])
	)
};

/** Every setting of config.yaml but inputs and the run's own path, with its help and default. */
export function settingSections(): SettingSection[] {
	return Object.entries(TITLES).map(([name, title]) => {
		const schema = pipelineConfigSchema.shape[name as keyof Settings]; // TITLES has these keys only.
		const help: Record<string, string> = CONFIG_HELP[name as keyof Settings]; // As above.
		const usual: Record<string, unknown> = schema.parse({});
		const fields = Object.entries<z.ZodType>(schema.shape).map(([key, part]) => ({
			path: `${name}.${key}`,
			key,
			help: help[key],
			...kindOf(part),
			usual: String(usual[key]),
			onlyWith: ONLY_WITH[`${name}.${key}`] ?? null
		}));
		return { name, title, fields };
	});
}

/** A configuration's settings as they are typed, by `section.key`. */
export function settingValues(config: PipelineConfig): Record<string, string> {
	const { inputs: _inputs, run: _run, ...sections } = config;
	return Object.fromEntries(
		Object.entries(sections).flatMap(([name, section]) =>
			Object.entries(section).map(([key, value]) => [`${name}.${key}`, String(value)])
		)
	);
}

function kindOf(schema: z.ZodType): Pick<SettingField, 'kind' | 'options'> {
	// The shape of a default's inner schema is made of zod's.
	if (schema instanceof z.ZodDefault) return kindOf(schema.unwrap() as z.ZodType);
	if (schema instanceof z.ZodBoolean) return { kind: 'flag', options: [] };
	if (schema instanceof z.ZodNumber) return { kind: 'number', options: [] };
	if (schema instanceof z.ZodEnum) return { kind: 'choice', options: schema.options.map(String) };
	if (schema instanceof z.ZodLiteral)
		return { kind: 'choice', options: [...schema.values].map(String) };
	return { kind: 'text', options: [] };
}
