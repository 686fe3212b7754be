import { relative } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import type { InputRow, InputsChange, SettingsChange } from '#schema/runConfig.ts';
import type { User } from '#schema/user.ts';
import { config } from '../../config.ts';
import { runCheck } from '../../files/checkedConfig.ts';
import { withInputs, withSettings } from '../../files/editConfig.ts';
import { parseRunConfig } from '../../files/runConfig.ts';
import { resolveInputs } from '../../files/resolveInputs.ts';
import { store } from '../../store/client.ts';
import { runOwner } from '../../queries/runOwner.ts';
import { findRunTemplate } from '../../store/runTemplates.ts';

/** Changes to a configuration's text; what is not given stays. */
export interface ConfigEdits {
	settings?: SettingsChange;
	inputs?: InputsChange;
	templateId?: string;
}

/** The text after the changes: first the template's settings, then single ones, then the files. */
export async function editedConfig(
	{ user, run }: { user: User; run: Run },
	text: string,
	{ settings, inputs, templateId }: ConfigEdits
): Promise<string> {
	let edited = text;
	if (templateId !== undefined) edited = withSettings(edited, await settingsOf(user, templateId));
	if (settings) edited = withSettings(edited, settings);
	if (inputs) edited = withInputs(edited, await rowsOf(run, edited, inputs));
	return edited;
}

async function settingsOf(user: User, id: string): Promise<SettingsChange> {
	const template = await findRunTemplate(store(), { id, readerId: user.id });
	if (template) return template.settings;
	throw new Failure('NotFound', 'This template does not exist.', 'templateId');
}

async function rowsOf(run: Run, text: string, { rows, keep }: InputsChange): Promise<InputRow[]> {
	const known = keep ? await knownRows(run, text) : [];
	const added = rows.map(relativeRow);
	const images = new Set(added.map(({ image }) => image));
	return [...known.filter(({ image }) => !images.has(image)), ...added];
}

/** The images that the configuration has already, each with its files. */
async function knownRows(run: Run, text: string): Promise<InputRow[]> {
	const { storage, baseDirectory } = runCheck(await runOwner(run), null);
	const { inputs } = parseRunConfig(text, 'config.yaml');
	const { epochs, epochMode } = await resolveInputs(inputs, baseDirectory, storage);
	return epochs.flatMap(({ key, image, selavy, noise, background }) =>
		image.map((file, index) =>
			relativeRow({
				image: file,
				selavy: selavy[index],
				noise: noise[index],
				background: background[index] ?? '',
				epoch: epochMode ? key : ''
			})
		)
	);
}

function relativeRow({ epoch, ...files }: InputRow): InputRow {
	const { image, selavy, noise, background } = files;
	return {
		image: relativePath(image),
		selavy: relativePath(selavy),
		noise: relativePath(noise),
		background: relativePath(background),
		epoch
	};
}

/** Names in a configuration start at the raw image directory where they can. */
function relativePath(path: string): string {
	if (!path.startsWith('/')) return path;
	const way = relative(config().RAW_IMAGE_DIR, path);
	return way.startsWith('..') ? path : way;
}
