import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import { store } from '#server/store/client.ts';
import { listRuns } from '#server/store/runs.ts';
import type { Command } from './command.ts';

export const runsCommand: Command = {
	name: 'runs',
	positionals: [],
	summary: 'List the runs with their state and what they found.',
	help: 'The latest run first. With --json every field that is known of each, as one list.',
	options: {},
	optionHelp: {},
	needsEngines: true,
	async run(_args, output) {
		const runs = await listRuns(store());
		output.result(runs, runs.length ? table(runs) : 'There are no runs yet: initpiperun NAME.');
		return true;
	}
};

function table(runs: Run[]): string {
	const rows = runs.map((run) => [
		run.name,
		RUN_STATUS_LABELS[run.status],
		String(run.nImages),
		String(run.nSources),
		String(run.nNewSources),
		run.endedAt?.toISOString().slice(0, 16) ?? '',
		run.error ?? ''
	]);
	const all = [['run', 'state', 'images', 'sources', 'new', 'ended (UTC)', ''], ...rows];
	const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
	return all
		.map((row) =>
			row
				.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column])))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}
