import { store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import type { Command } from './command.ts';

export const migrateCommand: Command = {
	name: 'migrate',
	positionals: [],
	summary: 'Bring the database to the shape this version needs.',
	help: `Every other command, the web process and the worker do it by themselves when they start.
Example: npm run cli -- migrate --json`,
	options: {},
	optionHelp: {},
	needsEngines: false,
	async run(_args, output) {
		const done = await migrate(store());
		output.result(done, done.length ? `Done: ${done.join(', ')}.` : 'The database is up to date.');
		return true;
	}
};
