import { writeArrow } from '#server/commands/runs/writeArrow.ts';
import { arrowInThread } from '../arrowThread.ts';
import { closePool } from '../pool.ts';
import type { Command } from './command.ts';
import { interruptible } from './interruptible.ts';
import { runNamed } from './runNamed.ts';

export const createMeasArrowCommand: Command = {
	name: 'createmeasarrow',
	positionals: ['NAME'],
	summary: 'Write the measurements of a completed run as Arrow files, for vast-tools and pandas.',
	help: `NAME is a run, or the path of its directory. Writes measurements.arrow into it, one row for each
measurement of each source, and measurement_pairs.arrow where the run has pair metrics. A run with
write_arrow_files: true in its config.yaml has them already. Changes nothing else; processing the run
again or adding images takes them away, as they would be those of earlier results.
Needs about 350 bytes of memory for each row; Ctrl-C stops and leaves what was there before.
Example: npm run cli -- createmeasarrow vast-epochs-1-12 --overwrite`,
	options: { overwrite: { type: 'boolean' } },
	optionHelp: { '--overwrite': 'Replace Arrow files that are there already.' },
	needsEngines: true,
	async run({ values, positionals: [argument] }, output) {
		const { id, name, path } = await runNamed(argument);
		try {
			const files = await interruptible((signal) =>
				writeArrow({ user: null }, { runId: id, overwrite: values.overwrite }, (order) => {
					output.say(`Writing the Arrow files of run ${name}…`);
					return arrowInThread(order, signal);
				})
			);
			const sizes = files.map((file) => `${file.name} (${file.bytes} bytes)`);
			output.result({ id, name, path, files }, `Wrote ${sizes.join(' and ')}. ${path}`);
			return true;
		} finally {
			await closePool();
		}
	}
};
