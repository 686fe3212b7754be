import { restoreRun } from '#server/commands/runs/restoreRun.ts';
import type { Command } from './command.ts';
import { confirmed } from './confirmed.ts';
import { runNamed } from './runNamed.ts';

export const restorePipeRunCommand: Command = {
	name: 'restorepiperun',
	positionals: ['NAME'],
	summary: 'Take a run back to what it was before images were added to it last.',
	help: `NAME is a run, or the path of its directory. Its sources, counts and files become those of before
the last addition, which *.bak in its directory keep. That is one step: there is no second one until
images are added again. After a processing that failed it only puts the run's state right, as a
failure changes nothing else. Tags, comments and votes stay, config.yaml too; other runs are not touched.
Asks first when a person sits at the terminal.
Example: npm run cli -- restorepiperun vast-epochs-1-12`,
	options: { 'no-confirm': { type: 'boolean' } },
	optionHelp: { '--no-confirm': 'Do not ask.' },
	needsEngines: true,
	async run({ values, positionals: [argument] }, output) {
		const run = await runNamed(argument);
		const question = `Take run ${run.name} (${run.nImages} images) one step back?`;
		if (!values['no-confirm'] && !(await confirmed(question))) {
			output.say('Nothing was changed.');
			return false;
		}
		const restored = await restoreRun({ user: null }, { runId: run.id });
		const { id, name, path, status, nImages, nSources } = restored;
		output.result(
			{ id, name, path, status, nImages, nSources },
			`Restored: run ${name} has ${nImages} images and ${nSources} sources. ${path}`
		);
		return true;
	}
};
