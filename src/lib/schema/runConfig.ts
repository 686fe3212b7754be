import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** One image of a run with its files, as a person has put them together. */
const inputRowSchema = z.object({
	image: z.string().min(1).max(4096),
	selavy: z.string().max(4096).default(''),
	noise: z.string().max(4096).default(''),
	background: z.string().max(4096).default(''),
	epoch: z.string().trim().max(64, 'The name of an epoch has at most 64 characters.').default('')
});
export type InputRow = z.infer<typeof inputRowSchema>;

/** Files to write into a configuration. */
const inputsChangeSchema = z.object({
	rows: z
		.array(inputRowSchema, 'Choose at least one image.')
		.min(1, 'Choose at least one image.')
		.max(5000, 'Choose at most 5000 images at a time.'),
	/** Beside those that it has; otherwise instead of them. */
	keep: z.boolean().default(false)
});
export type InputsChange = z.infer<typeof inputsChangeSchema>;

/** Settings by `section.key`, as they are typed. */
const settingsChangeSchema = z.record(z.string().max(100), z.string().max(1000));
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** Longer texts are refused line by line anyway. */
const configTextSchema = z
	.string('Send the text of the configuration.')
	.max(5_000_000, 'The text is longer than any configuration.');
const runId = z.coerce.number('Name the run by its number.').int().positive();
export const commandId = commandIdSchema.default(() => crypto.randomUUID());

/** A text to look at, after changes to it if any are given. */
export const checkConfigSchema = z.object({
	runId,
	text: configTextSchema,
	settings: settingsChangeSchema.optional(),
	inputs: inputsChangeSchema.optional(),
	/** A template whose settings are taken. */
	templateId: z.string().min(1).max(64).optional()
});

/** What to write, and which text it was made from: nobody overwrites what another has written meanwhile. */
export const writeConfigSchema = z.object({
	runId,
	version: z.string('Say which version you have changed.').min(1).max(64),
	/** Of the text as it stands, when it is not given. */
	text: configTextSchema.optional(),
	settings: settingsChangeSchema.optional(),
	inputs: inputsChangeSchema.optional(),
	templateId: z.string().min(1).max(64).optional()
});

export interface ConfigProblem {
	message: string;
	/** In the text, from 1; null where it is not about any line. */
	line: number | null;
	/** `schema`: it cannot be read as a configuration. `files`: it can be read, and cannot be run yet. */
	kind: 'schema' | 'files';
}

/** What a configuration comes to. */
export interface CheckedConfig {
	text: string;
	/** By `section.key`, defaults filled in; null when the text cannot be read. */
	values: Record<string, string> | null;
	problem: ConfigProblem | null;
	/** null when its files could not be found. */
	nImages: number | null;
	nEpochs: number | null;
}

/** One key of config.yaml as a form shows it. */
export interface SettingField {
	/** `section.key` */
	path: string;
	key: string;
	help: string;
	kind: 'flag' | 'number' | 'choice' | 'text';
	/** Of a choice. */
	options: string[];
	usual: string;
	/** The setting it is looked at with: `source_association.method` is one of these. */
	onlyWith: { path: string; values: string[] } | null;
}

export interface SettingSection {
	name: string;
	title: string;
	fields: SettingField[];
}

export interface ConfigChange {
	key: string;
	before: string[];
	now: string[];
}

/** Saved settings without inputs, to begin other runs with. */
export interface RunTemplate {
	id: string;
	name: string;
	/** By `section.key`. */
	settings: Record<string, string>;
	/** Everyone may use it; its owner alone changes it. */
	shared: boolean;
	ownerId: string;
	ownerName: string;
	createdAt: Date;
	updatedAt: Date;
}
export type RunTemplateRow = Pick<RunTemplate, 'id' | 'name' | 'shared' | 'ownerName'> & {
	mayChange: boolean;
	/** Settings that differ from the defaults: `key: value`. */
	differs: string[];
};

export const saveTemplateSchema = z.object({
	commandId,
	runId,
	name: z
		.string('Give the template a name.')
		.trim()
		.min(1, 'Give the template a name.')
		.max(80, 'The name of a template has at most 80 characters.'),
	shared: z.union([z.boolean(), z.string().transform((said) => said === 'on')]).default(false)
});
export const deleteTemplateSchema = z.object({
	commandId,
	templateId: z.string().min(1).max(64)
});

/** A field as it was typed; empty when it is not there, or a file. */
export function fieldText(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

/** The rows of a form of images: a ticked box `image`, and for each `selavy:<image>` and so on. */
export function readInputRows(form: FormData): InputsChange {
	const field = (kind: string, image: string) => fieldText(form, `${kind}:${image}`);
	const rows = form.getAll('image').filter((image) => typeof image === 'string');
	return {
		rows: rows.map((image) => ({
			image,
			selavy: field('selavy', image),
			noise: field('noise', image),
			background: field('background', image),
			epoch: field('epoch', image).trim()
		})),
		keep: form.get('keep') === 'on'
	};
}

/** The settings of a form: every field called `set:section.key`. A box that is not ticked says no by its hidden twin. */
export function readSettings(form: FormData): SettingsChange {
	const settings: SettingsChange = {};
	for (const [name, value] of form)
		if (name.startsWith('set:') && typeof value === 'string')
			settings[name.slice('set:'.length)] = value;
	return settings;
}
