import { parseArgs } from 'node:util';
import { closeChannels } from '#server/jobs/channels.ts';
import { closeRedis } from '#server/jobs/connection.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { COMMANDS } from './cli/commands.ts';
import { commandHelp, generalHelp } from './cli/help.ts';
import type { Command } from './cli/command.ts';
import { Output } from './cli/output.ts';

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

// Closing waits for nothing that matters any more, and a stubborn connection must not hold the terminal.
process.exitCode = await main(process.argv.slice(2));
setTimeout(() => process.exit(), 2000).unref();

async function main([name, ...rest]: string[]): Promise<number> {
	if (!name || name === 'help' || name === '--help' || name === '-h') {
		const topic = COMMANDS.find((command) => command.name === rest[0]);
		process.stdout.write(topic ? commandHelp(topic) : generalHelp(COMMANDS));
		return DONE;
	}
	const command = COMMANDS.find((known) => known.name === name);
	if (!command) return misuse(`There is no command "${name}".`, generalHelp(COMMANDS));
	const parsed = parsedArguments(command, rest);
	if ('problem' in parsed) return misuse(parsed.problem, commandHelp(command));
	if (parsed.values.help) {
		process.stdout.write(commandHelp(command));
		return DONE;
	}
	return run(command, parsed);
}

type Arguments = { values: Record<string, string | boolean | undefined>; positionals: string[] };

function parsedArguments(command: Command, args: string[]): Arguments | { problem: string } {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				...command.options,
				json: { type: 'boolean' },
				help: { type: 'boolean', short: 'h' }
			}
		});
		const wanted = command.positionals;
		if (!values.help && positionals.length !== wanted.length)
			return { problem: `Give ${wanted.join(' and ') || 'no names'} after ${command.name}.` };
		// No option of ours may be given twice, so none is a list.
		return { values, positionals };
	} catch (error) {
		return { problem: error instanceof Error ? error.message : String(error) };
	}
}

async function run(command: Command, { values, positionals }: Arguments): Promise<number> {
	const output = new Output({ json: values.json === true });
	try {
		if (command.needsEngines) await migrate(store());
		const succeeded = await command.run({ values, positionals }, output);
		return succeeded ? DONE : FAILED;
	} catch (error) {
		output.fail(error instanceof Error ? error : new Error(String(error)));
		return FAILED;
	} finally {
		await closeEverything();
	}
}

async function closeEverything(): Promise<void> {
	await closeProducers();
	closeRedis();
	closeChannels();
	await closeStore();
}

function misuse(problem: string, help: string): number {
	process.stderr.write(`${problem}\n\n${help}`);
	return MISUSED;
}
