import { isMap, parseDocument, type Document } from 'yaml';
import { Failure } from '#schema/failure.ts';
import { pipelineConfigSchema } from '#schema/pipelineConfig.ts';
import type { InputRow, SettingsChange } from '#schema/runConfig.ts';
import { readYaml } from './yamlDialect.ts';

/** Changes some settings of a configuration; everything else stays as it is written, comments too. */
export function withSettings(text: string, settings: SettingsChange): string {
	return edited(text, (document) => {
		for (const [path, value] of Object.entries(settings)) {
			const [section, key] = knownSetting(path);
			document.setIn([section, key], value.trim() === '' ? 'null' : value.trim());
		}
	});
}

/** Puts these files in the place of a configuration's inputs. Epochs: by name when every row has one. */
export function withInputs(text: string, rows: readonly InputRow[]): string {
	const named = rows.filter(({ epoch }) => epoch !== '').length;
	if (named > 0 && named < rows.length)
		throw new Failure(
			'Invalid',
			`${rows.length - named} of ${rows.length} images have no epoch: give all of them one, or none.`,
			'inputs'
		);
	refuseBadEpochs(rows);
	return edited(text, (document) => {
		for (const kind of ['image', 'selavy', 'noise', 'background'] as const) {
			if (rows.every((row) => row[kind] === '')) {
				document.deleteIn(['inputs', kind]);
				continue;
			}
			const without = rows.find((row) => row[kind] === '');
			if (without)
				throw new Failure(
					'Invalid',
					`${without.image} has no ${WORDS[kind]} chosen, and other images have.`,
					`inputs.${kind}`
				);
			document.setIn(['inputs', kind], document.createNode(filesOf(rows, kind)));
		}
	});
}

const WORDS = {
	image: 'image',
	selavy: 'catalogue',
	noise: 'noise map',
	background: 'background map'
};

function filesOf(rows: readonly InputRow[], kind: keyof typeof WORDS) {
	if (rows[0].epoch === '') return rows.map((row) => row[kind]);
	const epochs = new Map<string, string[]>();
	for (const row of rows) epochs.set(row.epoch, [...(epochs.get(row.epoch) ?? []), row[kind]]);
	return new Map([...epochs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A key that means something else in the place of an epoch's name. */
function refuseBadEpochs(rows: readonly InputRow[]): void {
	const bad = rows.find(({ epoch }) => epoch === 'glob' || epoch === '__proto__');
	if (bad) throw new Failure('Invalid', `No epoch may be called ${bad.epoch}.`, 'inputs');
}

function knownSetting(path: string): [string, string] {
	const [section, key, ...rest] = path.split('.');
	const shape: Record<string, { shape: object } | undefined> = pipelineConfigSchema.shape;
	const isOpen = section !== 'inputs' && section !== 'run' && Object.hasOwn(shape, section);
	if (isOpen && rest.length === 0 && Object.hasOwn(shape[section]?.shape ?? {}, key))
		return [section, key];
	throw new Failure('Invalid', `There is no setting ${path.slice(0, 80)}.`, path.slice(0, 80));
}

/** @throws ConfigFailure when the text is not YAML of the dialect */
function edited(text: string, edit: (document: Document) => void): string {
	readYaml(text, 'config.yaml');
	// As it is read: every scalar a text, so that none is quoted for looking like a number.
	const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
	// A section whose keys are all commented out holds nothing yet.
	if (isMap(document.contents))
		for (const { key } of document.contents.items)
			if (!isMap(document.getIn([key], true))) document.setIn([key], document.createNode({}));
	edit(document);
	// Folded lines would be other file names.
	return document.toString({ lineWidth: 0 });
}
