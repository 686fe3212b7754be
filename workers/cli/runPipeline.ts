import { basename, isAbsolute, join, resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import { adoptRun } from '#server/commands/runs/initRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { config } from '#server/config.ts';
import { localStorage } from '#server/files/storage.ts';
import { store } from '#server/store/client.ts';
import { findRunByName } from '#server/store/runs.ts';
import { callerDirectory, type Command } from './command.ts';
import { untilEnded } from './untilEnded.ts';

export const runPipelineCommand: Command = {
	name: 'runpipeline',
	positionals: ['NAME'],
	summary: 'Process a run to its end, showing how far it is.',
	help: `NAME is a run, or the path of its directory. Relative file names in its config.yaml start at the
directory you are in. A run that was processed before is processed again; until it has
succeeded, its earlier results stay, and labels stay with their sky objects in any case.
Works with the running worker, or does the same work itself when there is none; Ctrl-C then cancels.
Results: Parquet files in the run's directory, and the run's queue in the browser.`,
	options: {},
	optionHelp: {},
	needsEngines: true,
	async run({ positionals: [name] }, output) {
		const run = await knownOrAdopted(name);
		const options = { baseDirectory: callerDirectory(), anywhere: true };
		await startRun({ user: null }, { runId: run.id }, options);
		const ended = await untilEnded(run.id, output);
		output.result(summaryOf(ended), sentenceOf(ended));
		return ended.status === 'END';
	}
};

/** spec/pipeline.md §8: the last part of a path is the run's name; a directory with a config.yaml is enough. */
async function knownOrAdopted(argument: string): Promise<Run> {
	const isPath = argument.includes('/');
	const given = isAbsolute(argument) ? argument : resolve(callerDirectory(), argument);
	const name = basename(argument);
	const directory = isPath ? given : join(config().PIPELINE_WORKING_DIR, name);
	const known = await findRunByName(store(), name);
	if (known && isPath && known.path !== directory)
		throw new Failure('Conflict', `There is a run ${name} already, in ${known.path}.`, 'name');
	if (known) return known;
	const hasConfig = await localStorage().exists(join(directory, 'config.yaml'));
	if (hasConfig) return adoptRun({ user: null }, { name }, directory);
	throw new Failure(
		'NotFound',
		`There is no run ${name}, and no config.yaml in ${directory}. Create it with: initpiperun ${name}`
	);
}

function summaryOf({ id, name, path, status, error, ...run }: Run) {
	const { nImages, nSources, nSelavyMeasurements, nNewSources } = run;
	return { id, name, path, status, error, nImages, nSources, nSelavyMeasurements, nNewSources };
}

function sentenceOf(run: Run): string {
	if (run.status !== 'END') return `${RUN_STATUS_LABELS[run.status]}. ${run.error ?? ''}`.trim();
	const measurements = `${run.nSelavyMeasurements} measurements of ${run.nSources} sources`;
	return `Completed: ${run.nImages} images, ${measurements}, ${run.nNewSources} of them new. ${run.path}`;
}
