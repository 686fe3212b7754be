import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import { runSummary, type RunSummary } from '#server/queries/runSummary.ts';
import { store } from '#server/store/client.ts';
import { listRuns } from '#server/store/runs.ts';
import type { Command } from './command.ts';
import { runNamed } from './runNamed.ts';
import { table } from './table.ts';

export const debugRunCommand: Command = {
	name: 'debugrun',
	positionals: ['NAME…'],
	summary:
		'Count what runs hold, in the database and in their files, and check that it fits together.',
	help: `NAME is a run, or the path of its directory; "all" stands for every run there is.
Counts images, measurements, forced measurements, sources, associations and relations; looks for
sources without measurements, associations of unknown measurements and counters that are wrong;
lists what has changed in config.yaml since the results were made. Changes nothing.
With --json one object for one NAME, else a list of them.
Exit code 1 when something does not fit.
Example: npm run cli -- debugrun my-first-run
         npm run cli -- debugrun all --json | jq '.[].problems'`,
	options: {},
	optionHelp: {},
	needsEngines: true,
	async run({ positionals: names }, output) {
		const summaries: RunSummary[] = [];
		for (const run of await runsNamed(names)) summaries.push(await runSummary(run));
		const single = names.length === 1 && names[0] !== 'all';
		const [first] = summaries;
		output.result(single ? first : summaries, summaries.map(text).join('\n\n'));
		return summaries.every(({ problems }) => problems.length === 0);
	}
};

async function runsNamed(names: string[]): Promise<Run[]> {
	if (names.includes('all')) return listRuns(store());
	const found: Run[] = [];
	for (const name of names) found.push(await runNamed(name));
	return found;
}

function text({ run, counts, problems, config }: RunSummary): string {
	const head = `${run.name} (run ${run.id}): ${RUN_STATUS_LABELS[run.status]}. ${run.path}`;
	if (counts.length === 0) return [head, run.error ?? 'It has no results yet.'].join('\n');
	const cell = (count: number | null) => (count === null ? '–' : String(count));
	const rows = counts.map(({ what, recorded, database, files }) => [
		what,
		...[recorded, database, files].map(cell)
	]);
	return [
		head,
		...(run.error ? [run.error] : []),
		table([['', 'recorded', 'database', 'files'], ...rows]),
		...(problems.length ? problems : ['Everything fits together.']),
		...configLines(config)
	].join('\n');
}

function configLines(config: RunSummary['config']): string[] {
	if ('problem' in config) return [config.problem];
	if (config.changes.length === 0) return ['config.yaml is as it was when the results were made.'];
	return ['config.yaml has changed since the results were made:', ...config.changes];
}
