import { join } from 'node:path';
import { initRun } from '#server/commands/runs/initRun.ts';
import type { Command } from './command.ts';

export const initPipeRunCommand: Command = {
	name: 'initpiperun',
	positionals: ['NAME'],
	summary: 'Create a pipeline run with a config.yaml to fill in.',
	help: `Makes the directory NAME in PIPELINE_WORKING_DIR with a config.yaml in which every key is
explained. Put your files under "inputs", then start it with runpipeline NAME.
A name has at most 64 characters, no spaces and none of [@!#$%^&*()<>?/\\|}{~:].
Example: npm run cli -- initpiperun vast-epochs-1-12 -d "All of VAST P1, basic association"`,
	options: { description: { type: 'string', short: 'd' } },
	optionHelp: { '-d, --description TEXT': 'What the run is for; at most 240 characters.' },
	needsEngines: true,
	async run({ values, positionals: [name] }, output) {
		const run = await initRun({ user: null }, { name, description: values.description });
		const config = join(run.path, 'config.yaml');
		output.result(
			{ id: run.id, name: run.name, path: run.path, config, status: run.status },
			`Run ${run.name} is ready to be configured: ${config}`
		);
		return true;
	}
};
