import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import { adoptRun } from '#server/commands/runs/initRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { localStorage } from '#server/files/storage.ts';
import { workerAlive } from '#server/jobs/heartbeat.ts';
import { READ_AT_ONCE } from '../ingestOne.ts';
import { warmUp } from '../pool.ts';
import { callerDirectory, type Command } from './command.ts';
import { typedRun } from './runNamed.ts';
import { untilEnded } from './untilEnded.ts';

export const runPipelineCommand: Command = {
	name: 'runpipeline',
	positionals: ['NAME'],
	summary: 'Process a run to its end, showing how far it is; or add images to it.',
	help: `NAME is a run, or the path of its directory. Relative file names in its config.yaml start at the
directory you are in. A run that was processed before gets the images that its config.yaml lists
beyond those it has; when settings have changed or images are to go, it has to be processed all over
with --full-rerun. Until that has succeeded its earlier results stay, and labels stay with their sky
objects in any case. After adding images, restorepiperun takes the run one step back.
Works with the running worker, or does the same work itself when there is none; Ctrl-C then cancels.
The ESE scores of its light curves follow by themselves in a running worker. Without one they wait for
the next, unless --scores says to wait here until they are there: some minutes for a large run.
Results: Parquet files in the run's directory, and the run's queue in the browser.
Example: npm run cli -- runpipeline vast-epochs-1-12 --full-rerun`,
	options: { 'full-rerun': { type: 'boolean' }, scores: { type: 'boolean' } },
	optionHelp: {
		'--full-rerun': 'Process everything all over, whatever has changed.',
		'--scores': 'End only when the light curves are scored as well.'
	},
	needsEngines: true,
	async run({ values, positionals: [argument] }, output) {
		const { id } = await knownOrAdopted(argument);
		// Without a worker this process reads the images: its threads get ready while the run is being queued.
		if (!(await workerAlive())) warmUp('ingestImage', READ_AT_ONCE);
		const options = { baseDirectory: callerDirectory(), anywhere: true };
		const input = { runId: id, fullRerun: values['full-rerun'] === true };
		const started = await startRun({ user: null }, input, options);
		if (started.nothingToDo !== null) {
			const { nothingToDo } = started;
			output.result({ ...summaryOf(started), nothingToDo }, nothingToDo);
			return true;
		}
		const ended = await untilEnded(id, output, { scores: values.scores === true });
		output.result(summaryOf(ended), sentenceOf(ended));
		return ended.status === 'END';
	}
};

/** spec/pipeline.md §8: a directory with a config.yaml is enough. */
async function knownOrAdopted(argument: string): Promise<Run> {
	const { name, directory, known } = await typedRun(argument);
	if (known) return known;
	const hasConfig = await localStorage().exists(join(directory, 'config.yaml'));
	if (hasConfig) return adoptRun({ user: null }, { name }, directory);
	throw new Failure(
		'NotFound',
		`There is no run ${name}, and no config.yaml in ${directory}. Create it with: initpiperun ${name}`
	);
}

function summaryOf({ id, name, path, status, error, ...run }: Run) {
	const { nImages, nSources, nSelavyMeasurements, nForcedMeasurements, nNewSources } = run;
	const counts = { nImages, nSources, nSelavyMeasurements, nForcedMeasurements, nNewSources };
	return { id, name, path, status, error, ...counts };
}

function sentenceOf(run: Run): string {
	if (run.status !== 'END') return `${RUN_STATUS_LABELS[run.status]}. ${run.error ?? ''}`.trim();
	const forced = run.nForcedMeasurements ? ` and ${run.nForcedMeasurements} forced ones` : '';
	const measurements = `${run.nSelavyMeasurements} measurements${forced} of ${run.nSources} sources`;
	return `Completed: ${run.nImages} images, ${measurements}, ${run.nNewSources} of them new. ${run.path}`;
}
