import { join } from 'node:path';
import { config } from '#server/config.ts';
import { store } from '#server/store/client.ts';
import { listRuns } from '#server/store/runs.ts';
import { readDemoState, writeDemoState } from '#server/store/settings.ts';
import type { Command } from './command.ts';
import { demoAccounts } from './demoAccounts.ts';
import { DEMO_RUN, demoRun } from './demoRun.ts';
import { simulateCommand } from './simulate.ts';

export const demoCommand: Command = {
	name: 'demo',
	positionals: [],
	summary: 'Fill an empty installation with a simulated survey, a processed run and accounts.',
	help: `Prints one JSON object a line: {"message"} on the way and {"accounts"} at the end. Does nothing that is
done already, goes on where it was interrupted, and leaves an installation with runs of its own alone.
Example: npm run cli -- demo --epochs 8 --sources 200`,
	options: {
		epochs: { type: 'string' },
		sources: { type: 'string' },
		npix: { type: 'string' },
		seed: { type: 'string' }
	},
	optionHelp: {
		'--epochs N': 'Epochs of the survey in each band (24).',
		'--sources M': 'Its sources (600).',
		'--npix P': 'Pixels along a side of its images (512).',
		'--seed S': 'Another number, another sky (1).'
	},
	needsEngines: true,
	async run({ values }, output) {
		const { json: _json, help: _help, ...survey } = values;
		const say = (message: string) => output.message({ message });
		if (await hasOwnRuns()) {
			say('This installation has runs of its own: nothing was simulated.');
			output.message({ accounts: [] });
			return true;
		}
		const ready = (await readDemoState(store())) === 'ready';
		if (!ready) await writeDemoState(store(), 'loading');
		const accounts = await demoAccounts();
		if (!ready) {
			const out = join(config().RAW_IMAGE_DIR, DEMO_RUN);
			say('Simulating a survey…');
			await simulateCommand({ ...survey, out }, thinned(say));
			await demoRun(output);
			await writeDemoState(store(), 'ready');
		}
		say('The demo is ready.');
		output.message({ accounts });
		return true;
	}
};

/** A real installation is never filled with invented sources. */
async function hasOwnRuns(): Promise<boolean> {
	if (await readDemoState(store())) return false;
	return (await listRuns(store())).length > 0;
}

/** Every tenth sentence: a line per image would drown the rest. */
function thinned(say: (message: string) => void): (message: string) => void {
	let count = 0;
	return (message) => {
		count += 1;
		if (count % 10 === 0) say(message);
	};
}
