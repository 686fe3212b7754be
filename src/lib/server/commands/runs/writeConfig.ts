import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import {
	checkConfigSchema,
	writeConfigSchema,
	type CheckedConfig,
	type ConfigChange,
	type ConfigProblem
} from '#schema/runConfig.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { checkedConfig, CONFIG_NAME, configVersion, runCheck } from '../../files/checkedConfig.ts';
import { configText } from '../../files/configText.ts';
import { parseRunConfig } from '../../files/runConfig.ts';
import { withFile } from '../../files/fileFailure.ts';
import { localStorage } from '../../files/storage.ts';
import { announce } from '../../jobs/announce.ts';
import { changesByKey } from '../../queries/configChanges.ts';
import { runOwner } from '../../queries/runOwner.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { editedConfig } from './editedConfig.ts';
import { withRunLock } from './runLock.ts';
import { runToChange } from './runToChange.ts';

export interface WrittenConfig {
	version: string;
	/** Why it cannot be processed yet; null when it can. */
	problem: ConfigProblem | null;
}

/** What a text would come to as a run's configuration, after changes to it. Writes nothing. */
export async function checkConfig(context: CommandContext, input: unknown): Promise<CheckedConfig> {
	const { runId, text, ...edits } = parse(checkConfigSchema, input);
	const { user } = context;
	const run = await runToChange(runId);
	mayOrRefuse(user, 'processRun', { ownerId: run.userId });
	const edited = await editedConfig({ user, run }, text, edits);
	return checkedConfig(edited, runCheck(await runOwner(run), user));
}

/**
 * Writes a run's config.yaml. Refused while the run is under way, when somebody else has written it since, and when it
 * cannot be read as a configuration or names files that the run may not read; what only cannot be run yet is written,
 * and said. A text written twice is written once.
 */
export async function writeConfig(context: CommandContext, input: unknown): Promise<WrittenConfig> {
	const { runId, version, text, ...edits } = parse(writeConfigSchema, input);
	const { user } = context;
	const known = await runToChange(runId);
	mayOrRefuse(user, 'processRun', { ownerId: known.userId });
	return withRunLock(runId, async () => {
		const run = await runToChange(runId);
		refuseUnderWay(run);
		const before = await configText(run);
		const wanted = await editedConfig({ user, run }, unixLines(text ?? before), edits);
		const { problem } = await checkedConfig(wanted, runCheck(await runOwner(run), user));
		if (problem?.kind === 'schema')
			throw new Failure('Invalid', `Not written. ${problem.message}`, 'text');
		const written = { version: configVersion(wanted), problem };
		if (wanted === before) return written;
		if (configVersion(before) !== version)
			throw new Failure(
				'Conflict',
				`Somebody has written config.yaml of run ${run.name} since you opened it. Copy what you changed, load the page again and change it there.`,
				'version'
			);
		await write(user, run, { before, wanted });
		return written;
	});
}

function refuseUnderWay({ name, status }: Run): void {
	if (!['QUE', 'RUN', 'RES', 'DEL'].includes(status)) return;
	throw new Failure(
		'Conflict',
		`Run ${name} has the state ${RUN_STATUS_LABELS[status]}: its config.yaml can be changed once that is over.`
	);
}

/** Forms send lines as in e-mail. */
function unixLines(text: string): string {
	return text.replaceAll('\r\n', '\n');
}

async function write(
	user: User,
	run: Run,
	{ before, wanted }: { before: string; wanted: string }
): Promise<void> {
	const path = join(run.path, 'config.yaml');
	await withFile(path, () => localStorage().writeAtomically(path, wanted));
	await audit(user, {
		action: 'writeConfig',
		target: `run ${run.id}`,
		...recorded(before, wanted)
	});
	const detail = { runId: run.id, status: run.status };
	const by = { byId: user.id, byName: user.displayName };
	await announce({ topic: `run-${run.id}`, kind: 'status', ...by, detail });
}

/** What has changed by key; the version says which text it was. */
function recorded(before: string, wanted: string) {
	const changes = changesOf(before, wanted).slice(0, MOST_RECORDED);
	const told = (values: string[]) =>
		values.length > 1 ? `${values[0]} and ${values.length - 1} more` : (values[0] ?? null);
	return {
		before: {
			version: configVersion(before),
			...Object.fromEntries(changes.map((change) => [change.key, told(change.before)]))
		},
		after: {
			version: configVersion(wanted),
			...Object.fromEntries(changes.map((change) => [change.key, told(change.now)]))
		}
	};
}

/** Lists of thousands of files by epoch would fill the record. */
const MOST_RECORDED = 40;

/** None where the text that stood there could not be read. */
function changesOf(before: string, wanted: string): ConfigChange[] {
	try {
		return changesByKey(parseRunConfig(before, CONFIG_NAME), parseRunConfig(wanted, CONFIG_NAME));
	} catch (error) {
		if (error instanceof Failure) return [];
		throw error;
	}
}
