import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { CheckedConfig, ConfigProblem } from '#schema/runConfig.ts';
import type { User } from '#schema/user.ts';
import { config } from '../config.ts';
import { ConfigFailure } from './configFailure.ts';
import { readableDirectories } from './ownDirectory.ts';
import { parseRunConfig } from './runConfig.ts';
import { settingValues } from './settingFields.ts';
import { localStorage } from './storage.ts';
import { validateRun, type RunCheck } from './validateRun.ts';
import { readYaml } from './yamlDialect.ts';

/** As refusals call it, wherever it lies. */
export const CONFIG_NAME = 'config.yaml';

/** How the files of a run are looked for: as its owner may read them, as many as whoever acts may process. */
export function runCheck(owner: User | null, actor: User | null): RunCheck {
	const { RAW_IMAGE_DIR, MAX_PIPERUN_IMAGES } = config();
	return {
		storage: localStorage(readableDirectories(owner)),
		baseDirectory: RAW_IMAGE_DIR,
		maxImages: actor && actor.role !== 'admin' ? MAX_PIPERUN_IMAGES : null
	};
}

/** What a configuration comes to, or the first thing that is wrong with it and its line. */
export async function checkedConfig(text: string, check: RunCheck): Promise<CheckedConfig> {
	const nothing = { text, values: null, nImages: null, nEpochs: null };
	try {
		const values = settingValues(parseRunConfig(text, CONFIG_NAME));
		return { ...nothing, values, ...(await foundFiles(text, check)) };
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		const line = error instanceof ConfigFailure ? error.line : null;
		return { ...nothing, problem: { message: error.message, line, kind: 'schema' } };
	}
}

async function foundFiles(
	text: string,
	check: RunCheck
): Promise<Pick<CheckedConfig, 'problem' | 'nImages' | 'nEpochs'>> {
	try {
		const { inputs } = await validateRun(text, CONFIG_NAME, check);
		const nImages = inputs.epochs.reduce((sum, { image }) => sum + image.length, 0);
		return { problem: null, nImages, nEpochs: inputs.epochs.length };
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return { problem: filesProblem(text, error), nImages: null, nEpochs: null };
	}
}

/** A path outside the directories is as wrong as a key that does not exist: it is never written. */
function filesProblem(text: string, { message, field, code }: Failure): ConfigProblem {
	const kind = code === 'NotPermitted' ? 'schema' : 'files';
	return { message, line: field === undefined ? null : lineOf(text, field), kind };
}

/** Of a key, as `inputs.image`, or of a file: the line that names it. */
function lineOf(text: string, field: string): number | null {
	if (field.startsWith('inputs')) return readYaml(text, CONFIG_NAME).lineOf(field.split('.'));
	const index = text.split('\n').findIndex((line) => line.includes(basename(field)));
	return index < 0 ? null : index + 1;
}

/** Names a text: another text has another version. */
export function configVersion(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
