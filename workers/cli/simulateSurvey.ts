import { resolve } from 'node:path';
import { callerDirectory, type Command } from './command.ts';
import { simulateCommand } from './simulate.ts';

export const simulateSurveyCommand: Command = {
	name: 'simulate',
	positionals: [],
	summary: 'Write a simulated survey: images, noise maps, catalogues and the truth.',
	help: `The same numbers always give the same files. The survey has overlapping fields in two bands, steady
sources, scintillators, flares, AGN, transients, extreme scattering events, and what fools people:
a bad epoch, a flux-scale step, sidelobes. What is what stands in DIR/truth.csv.
Example: npm run cli -- simulate --out /data/sim --epochs 24 --sources 600 --npix 512 --seed 1`,
	options: {
		out: { type: 'string' },
		epochs: { type: 'string' },
		sources: { type: 'string' },
		npix: { type: 'string' },
		seed: { type: 'string' }
	},
	optionHelp: {
		'--out DIR': 'Directory to make.',
		'--epochs N': 'Epochs in each band (24).',
		'--sources M': 'Sources (600).',
		'--npix P': 'Pixels along a side of an image (512).',
		'--seed S': 'Another number, another sky (1).'
	},
	needsEngines: false,
	async run({ values }, output) {
		const { json: _json, help: _help, out, ...survey } = values;
		const directory = typeof out === 'string' ? resolve(callerDirectory(), out) : '';
		const done = await simulateCommand({ ...survey, out: directory }, (sentence) =>
			output.say(sentence)
		);
		const what = done.alreadyThere ? 'was there already' : `${done.files} files`;
		output.result(done, `${done.directory}: ${done.images} images, ${what}.`);
		return true;
	}
};
