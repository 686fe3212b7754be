import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { clearRun, type ClearedRun } from '#server/commands/runs/clearRun.ts';
import { store } from '#server/store/client.ts';
import { listRuns } from '#server/store/runs.ts';
import type { Command, CommandArguments } from './command.ts';
import { confirmed } from './confirmed.ts';
import { runNamed } from './runNamed.ts';

const EVERY_RUN = 'clearall';

export const clearPipeRunCommand: Command = {
	name: 'clearpiperun',
	positionals: ['NAME…'],
	summary: 'Delete runs with their sources, and the images that no other run uses.',
	help: `NAME is a run, or the path of its directory; ${EVERY_RUN} stands for every run there is.
Deletes its sources and forced measurements, images and sky regions that no other run uses, and the
Parquet and Arrow files in its directory. Sky objects stay with all tags, comments and votes; so do
config files, logs and backups, and the measurements kept under images/.
A run that is being processed has to be cancelled first. Asks first when a person sits at the terminal.
Example: npm run cli -- clearpiperun first-try second-try --remove-all`,
	options: {
		'keep-parquet': { type: 'boolean' },
		'remove-all': { type: 'boolean' },
		yes: { type: 'boolean', short: 'y' }
	},
	optionHelp: {
		'--keep-parquet': 'Leave the Parquet and Arrow files where they are.',
		'--remove-all': 'Remove the whole directory of the run.',
		'-y, --yes': 'Do not ask.'
	},
	needsEngines: true,
	async run({ values, positionals }, output) {
		const files = filesToRemove(values);
		const runs = await runsToClear(positionals);
		const names = runs.map(({ name }) => name).join(', ');
		if (runs.length && !values.yes && !(await confirmed(`Delete ${names}?`))) {
			output.say('Nothing was deleted.');
			return false;
		}
		const cleared: ClearedRun[] = [];
		for (const { id } of runs) cleared.push(await clearRun({ user: null }, { runId: id, files }));
		output.result(cleared, cleared.map(sentenceOf).join('\n') || 'There are no runs.');
		return true;
	}
};

function filesToRemove(values: CommandArguments['values']): 'parquet' | 'nothing' | 'directory' {
	if (values['keep-parquet'] && values['remove-all'])
		throw new Failure(
			'Invalid',
			'--keep-parquet and --remove-all contradict each other: give one of them.',
			'remove-all'
		);
	if (values['keep-parquet']) return 'nothing';
	return values['remove-all'] ? 'directory' : 'parquet';
}

/** Every name is looked up before the first run goes. */
async function runsToClear(names: string[]): Promise<Run[]> {
	if (names.includes(EVERY_RUN)) return listRuns(store());
	const runs = new Map<number, Run>();
	for (const name of names) {
		const run = await runNamed(name);
		runs.set(run.id, run);
	}
	return [...runs.values()];
}

function sentenceOf({ name, nSources, nImagesRemoved }: ClearedRun): string {
	return `Deleted run ${name}: ${nSources} sources, ${nImagesRemoved} images that no other run uses.`;
}
