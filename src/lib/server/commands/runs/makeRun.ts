import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { makeRunSchema } from '#schema/runAction.ts';
import type { SettingsChange } from '#schema/runConfig.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { CONFIG_NAME, configVersion } from '../../files/checkedConfig.ts';
import { configText } from '../../files/configText.ts';
import { parseRunConfig } from '../../files/runConfig.ts';
import { settingValues } from '../../files/settingFields.ts';
import { store } from '../../store/client.ts';
import { findRunTemplate } from '../../store/runTemplates.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { initRun } from './initRun.ts';
import { runToChange } from './runToChange.ts';
import { writeConfig } from './writeConfig.ts';

/** Creates a run and its config.yaml, with the settings of a template or of another run if one is named. */
export async function makeRun({ user }: CommandContext, input: unknown): Promise<Run> {
	const { name, description, from } = parse(makeRunSchema, input);
	mayOrRefuse(user, 'createRun');
	const settings = await settingsFrom(user, from);
	const run = await initRun({ user }, { name, description });
	if (settings) {
		const version = configVersion(await configText(run));
		await writeConfig({ user }, { runId: run.id, version, settings });
	}
	return run;
}

async function settingsFrom(user: User, from: string): Promise<SettingsChange | null> {
	const [kind, id] = from.split(':');
	if (kind === 'run')
		return settingValues(
			parseRunConfig(await configText(await runToChange(Number(id))), CONFIG_NAME)
		);
	if (kind !== 'template') return null;
	const template = await findRunTemplate(store(), { id, readerId: user.id });
	if (template) return template.settings;
	throw new Failure('NotFound', 'This template does not exist.', 'from');
}
