import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import { store } from '#server/store/client.ts';
import { listRuns } from '#server/store/runs.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';

export const runsCommand: Command = {
	name: 'runs',
	positionals: [],
	summary: 'List the runs with their state and what they found.',
	help: `The latest run first. With --json every field that is known of each, as one list.
Example: npm run cli -- runs --json | jq '.[] | select(.status == "ERR") | .error'`,
	options: {},
	optionHelp: {},
	needsEngines: true,
	async run(_args, output) {
		const runs = await listRuns(store());
		output.result(runs, runs.length ? listing(runs) : 'There are no runs yet: initpiperun NAME.');
		return true;
	}
};

function listing(runs: Run[]): string {
	const rows = runs.map((run) => [
		run.name,
		RUN_STATUS_LABELS[run.status],
		String(run.nImages),
		String(run.nSources),
		String(run.nNewSources),
		run.endedAt?.toISOString().slice(0, 16) ?? '',
		run.error ?? ''
	]);
	return table([['run', 'state', 'images', 'sources', 'new', 'ended (UTC)', ''], ...rows]);
}
