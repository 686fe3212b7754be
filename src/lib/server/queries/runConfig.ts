import { Failure } from '#schema/failure.ts';
import type { PipelineConfig } from '#schema/pipelineConfig.ts';
import type { Run } from '#schema/run.ts';
import type {
	CheckedConfig,
	ConfigChange,
	RunTemplate,
	RunTemplateRow,
	SettingSection
} from '#schema/runConfig.ts';
import type { OfferedFiles } from '#schema/runFiles.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { checkedConfig, CONFIG_NAME, configVersion, runCheck } from '../files/checkedConfig.ts';
import { configText } from '../files/configText.ts';
import { parseRunConfig } from '../files/runConfig.ts';
import { settingSections } from '../files/settingFields.ts';
import { store } from '../store/client.ts';
import { listRunTemplates } from '../store/runTemplates.ts';
import { findRunDoc, listRuns } from '../store/runs.ts';
import { changesByKey } from './configChanges.ts';
import { rawFiles } from './rawFiles.ts';
import { runOwner } from './runOwner.ts';
import { knownRun } from './runs.ts';
import { signedIn } from './signedIn.ts';

/** A run's config.yaml as its page shows it. */
export interface ShownConfig {
	text: string;
	version: string;
	/** Why it cannot be read at all; the text is then empty. */
	problem: string | null;
	/** Since the results that are shown were made; null when there are none, or it cannot be told. */
	changes: ConfigChange[] | null;
}

export async function shownConfig(user: User | null, run: Run): Promise<ShownConfig> {
	signedIn(user);
	try {
		const text = await configText(run);
		return { text, version: configVersion(text), problem: null, changes: await since(run, text) };
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return { text: '', version: configVersion(''), problem: error.message, changes: null };
	}
}

async function since({ id }: Run, text: string): Promise<ConfigChange[] | null> {
	const made = (await findRunDoc(store(), id))?.basis?.config;
	const now = readable(text);
	return made && now ? changesByKey(made, now) : null;
}

function readable(text: string): PipelineConfig | null {
	try {
		return parseRunConfig(text, CONFIG_NAME);
	} catch (error) {
		if (error instanceof Failure) return null;
		throw error;
	}
}

/** Everything to change a run's configuration with. */
export interface ConfigPage extends ShownConfig {
	checked: CheckedConfig;
	sections: SettingSection[];
	templates: RunTemplateRow[];
	/** null when no files were asked for. */
	files: OfferedFiles | null;
	/** The run's owner has a directory to take files from. */
	hasOwnDirectory: boolean;
}

export async function configPage(
	user: User | null,
	runId: number,
	address: URLSearchParams
): Promise<ConfigPage> {
	const reader = signedIn(user);
	const run = await knownRun(runId);
	const owner = await runOwner(run);
	const shown = await shownConfig(reader, run);
	return {
		...shown,
		checked: await checkedConfig(shown.text, runCheck(owner, reader)),
		sections: settingSections(),
		templates: await templateRows(reader),
		files: await rawFiles({ user: reader, owner }, shown.text, { address }),
		hasOwnDirectory: owner !== null
	};
}

/** What a new run may begin with: templates, and the settings of other runs. */
export async function newRunChoices(user: User | null): Promise<{
	templates: RunTemplateRow[];
	runs: { id: number; name: string }[];
	mayCreate: boolean;
}> {
	const reader = signedIn(user);
	const runs = await listRuns(store());
	return {
		templates: await templateRows(reader),
		runs: runs.map(({ id, name }) => ({ id, name })),
		mayCreate: may(reader, 'createRun')
	};
}

async function templateRows(reader: User): Promise<RunTemplateRow[]> {
	const templates = await listRunTemplates(store(), reader.id);
	const usual = new Map(
		settingSections().flatMap(({ fields }) => fields.map((field) => [field.path, field.usual]))
	);
	const differing = ({ settings }: RunTemplate) =>
		Object.entries(settings).filter(([path, value]) => usual.get(path) !== value);
	return templates.map((template) => ({
		id: template.id,
		name: template.name,
		shared: template.shared,
		ownerName: template.ownerName,
		mayChange: may(reader, 'changeTemplate', { ownerId: template.ownerId }),
		differs: differing(template).map(([path, value]) => `${path}: ${value}`)
	}));
}
