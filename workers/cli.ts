import { closeChannels } from '#server/jobs/channels.ts';
import { closeRedis } from '#server/jobs/connection.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import type { Command, CommandArguments } from './cli/command.ts';
import { commandArguments, isMisuse } from './cli/commandArguments.ts';
import { COMMANDS } from './cli/commands.ts';
import { commandHelp, generalHelp } from './cli/help.ts';
import { Output } from './cli/output.ts';

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

// `npm run cli` ends us with SIGTERM when Ctrl-C is typed: for a command that cleans up it is the same thing.
process.on('SIGTERM', () => {
	if (!process.emit('SIGINT')) process.exit(128 + 15);
});

// Closing waits for nothing that matters any more, and a stubborn connection must not hold the terminal.
process.exitCode = await main(process.argv.slice(2));
setTimeout(() => process.exit(), 2000).unref();

async function main(typed: string[]): Promise<number> {
	// "help NAME" is another way to say "NAME --help".
	const [name, ...rest] = typed[0] === 'help' ? [...typed.slice(1), '--help'] : typed;
	const output = new Output({ json: typed.includes('--json') });
	if (!name || name === '--help' || name === '-h') return explain(generalHelp(COMMANDS));
	const command = COMMANDS.find((known) => known.name === name);
	if (!command) return misuse(output, `There is no command "${name}".`, generalHelp(COMMANDS));
	const args = commandArguments(command, rest);
	if ('problem' in args) return misuse(output, args.problem, commandHelp(command));
	if (args.values.help) return explain(commandHelp(command));
	return run(command, args, output);
}

function explain(help: string): number {
	process.stdout.write(help);
	return DONE;
}

async function run(command: Command, args: CommandArguments, output: Output): Promise<number> {
	try {
		if (command.needsEngines) await migrate(store());
		return (await command.run(args, output)) ? DONE : FAILED;
	} catch (error) {
		if (isMisuse(command, error)) return misuse(output, error.message, commandHelp(command));
		output.fail(error);
		return FAILED;
	} finally {
		await closeEverything();
	}
}

function misuse(output: Output, problem: string, help: string): number {
	output.misuse(problem, help);
	return MISUSED;
}

async function closeEverything(): Promise<void> {
	await closeProducers();
	closeRedis();
	closeChannels();
	await closeStore();
}
