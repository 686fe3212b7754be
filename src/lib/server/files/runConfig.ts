import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import { pipelineConfigSchema, type PipelineConfig } from '#schema/pipelineConfig.ts';
import { readYaml, type YamlText, type YamlValue } from './yamlDialect.ts';

type Section = { [key: string]: unknown };

/**
 * Reads a run's config.yaml. Keys left out take their defaults, section by section; lists are replaced, not merged.
 * Refuses with a sentence naming the line (spec/pipeline.md §1.1 and §1.3-1).
 */
export function parseRunConfig(text: string, fileName: string): PipelineConfig {
	const yaml = readYaml(text, fileName);
	const refuse = (path: (string | number)[], reason: string): never => {
		throw new Failure(
			'Invalid',
			`${fileName} line ${yaml.lineOf(path)}: ${reason}.`,
			path.join('.')
		);
	};
	refuseFalseGlob(yaml, refuse);
	const sections = withEverySection(yaml.value, refuse);
	const typed = typedSections(sections, refuse);
	const parsed = pipelineConfigSchema.safeParse(typed);
	if (parsed.success) return parsed.data;
	return refuse(...firstProblem(parsed.error));
}

type Refuse = (path: (string | number)[], reason: string) => never;
const SECTIONS = pipelineConfigSchema.shape;
const KEY_SCHEMAS: Record<string, Record<string, z.core.$ZodType | undefined>> = Object.fromEntries(
	Object.entries(SECTIONS).map(([name, section]) => [name, section.shape])
);

function withEverySection(value: { [key: string]: YamlValue }, refuse: Refuse): Section {
	const sections: Section = {};
	for (const name of Object.keys(SECTIONS)) sections[name] = {};
	for (const [name, section] of Object.entries(value)) {
		if (!(name in SECTIONS)) refuse([name], `unknown key "${name}"`);
		// A section whose keys are all commented out reads as an empty text.
		if (section === '') continue;
		if (typeof section === 'string' || Array.isArray(section))
			refuse([name], `"${name}" must be a section with keys below it`);
		sections[name] = section;
	}
	return sections;
}

/** Every scalar arrives as text; what it becomes is decided by the schema, never by how it looks. */
function typedSections(sections: Section, refuse: Refuse): Section {
	const typed: Section = {};
	for (const [name, section] of Object.entries(sections)) {
		// Sections are records by now; those of `inputs` keep their texts, they are file names.
		const keys = section as { [key: string]: YamlValue };
		typed[name] = name === 'inputs' ? keys : typedKeys(name, keys, refuse);
	}
	return typed;
}

function typedKeys(section: string, keys: { [key: string]: YamlValue }, refuse: Refuse): Section {
	const schemas = KEY_SCHEMAS[section];
	const entries = Object.entries(keys).map(([key, value]) => {
		const schema = schemas[key];
		return [key, schema ? typedValue(schema, value, [section, key], refuse) : value] as const;
	});
	return Object.fromEntries(entries);
}

const YES = /^(yes|true|on|1|y)$/i;
const NO = /^(no|false|off|0|n)$/i;

function typedValue(
	schema: z.core.$ZodType,
	value: YamlValue,
	path: string[],
	refuse: Refuse
): unknown {
	if (schema instanceof z.ZodDefault) return typedValue(schema.unwrap(), value, path, refuse);
	if (typeof value !== 'string') return value;
	if (schema instanceof z.ZodNullable)
		return /^(null|~|)$/i.test(value) ? null : typedInteger(value, path, refuse);
	if (schema instanceof z.ZodBoolean) return typedFlag(value, path, refuse);
	if (schema instanceof z.ZodNumber) return typedNumber(value, path, refuse);
	return value;
}

function typedFlag(value: string, path: string[], refuse: Refuse): boolean {
	if (YES.test(value)) return true;
	return NO.test(value)
		? false
		: refuse(path, `${path.join('.')} must be yes or no, not "${value}"`);
}

function typedInteger(value: string, path: string[], refuse: Refuse): number {
	if (/^[+-]?\d+$/.test(value)) return Number(value);
	return refuse(path, `${path[path.length - 1]} can only be an integer or 'null'`);
}

function typedNumber(value: string, path: string[], refuse: Refuse): number {
	if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return Number(value);
	return refuse(path, `${path.join('.')} must be a number, not "${value}"`);
}

/** §1.2: `glob` stands alone; beside epoch names it would silently be one of them. */
function refuseFalseGlob(yaml: YamlText, refuse: Refuse): void {
	const { inputs } = yaml.value;
	if (typeof inputs !== 'object' || Array.isArray(inputs)) return;
	for (const [name, input] of Object.entries(inputs)) {
		if (typeof input !== 'object' || Array.isArray(input)) continue;
		if ('glob' in input && Object.keys(input).length > 1)
			refuse(['inputs', name, 'glob'], 'glob cannot be mixed with other keys');
	}
}

function firstProblem(error: z.ZodError): [(string | number)[], string] {
	const [issue] = error.issues;
	if (!issue) return [[], 'the file cannot be used'];
	const path = issue.path.filter((part) => typeof part !== 'symbol');
	const where = path.join('.');
	if (issue.code === 'unrecognized_keys') {
		const [key = ''] = issue.keys;
		const inside = where ? ` in ${where}` : '';
		return [[...path, key], `unknown key "${key}"${inside}`];
	}
	if (path.length === 2 && path[0] === 'inputs' && issue.code === 'invalid_union')
		return [path, inputProblem(issue, where)];
	return [path, `${where}: ${plain(issue.message)}`];
}

function inputProblem(issue: z.core.$ZodIssueInvalidUnion, where: string): string {
	const duplicate = JSON.stringify(issue.errors).includes('duplicate found');
	if (duplicate) return `${where}: duplicate found`;
	return `${where} must be a list of files, a glob, or epochs with files each, and must not be missing`;
}

function plain(message: string): string {
	return message.replace(/^Invalid input: /, '').replace(/\.$/, '');
}
