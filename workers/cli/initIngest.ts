import { resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { defaultIngestConfig } from '#server/files/defaultConfig.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { localStorage } from '#server/files/storage.ts';
import { callerDirectory, type Command } from './command.ts';

export const initIngestCommand: Command = {
	name: 'initingest',
	positionals: ['CONFIG'],
	summary: 'Write a configuration for ingestimages to fill in.',
	help: `Every key is explained in it. A file that is there already is left alone.
Example: npm run cli -- initingest night-12.yaml`,
	options: {},
	optionHelp: {},
	needsEngines: false,
	async run({ positionals: [file] }, output) {
		const path = resolve(callerDirectory(), file);
		const storage = localStorage();
		if ((await storage.exists(path)) || (await storage.directoryExists(path)))
			throw new Failure('Conflict', `${path} is there already.`, path);
		await withFile(path, () => storage.writeAtomically(path, defaultIngestConfig()));
		output.result({ path }, `${path} is ready to be filled in.`);
		return true;
	}
};
