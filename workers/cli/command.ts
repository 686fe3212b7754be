import type { ParseArgsConfig } from 'node:util';
import type { Output } from './output.ts';

/** One command of the command line. */
export interface Command {
	name: string;
	/**
	 * What stands behind the name, as it is written in the help: `NAME` once, `[NAME]` if one likes, `NAME…` once or
	 * more often, `[NAME…]` as often as one likes. Only the last may be other than the first kind.
	 */
	positionals: string[];
	/** One line for the list of commands. */
	summary: string;
	/** What it does, what comes of it and an example, for people who read it for the first time. */
	help: string;
	options: NonNullable<ParseArgsConfig['options']>;
	/** Option → what it means. */
	optionHelp: Record<string, string>;
	/** Whether the database has to be there. */
	needsEngines: boolean;
	/** @returns Whether it succeeded. */
	run(args: CommandArguments, output: Output): Promise<boolean>;
}

export interface CommandArguments {
	values: Record<string, string | boolean | undefined>;
	positionals: string[];
}

/** Where the command was typed: npm changes to the project's root before it starts us. */
export function callerDirectory(): string {
	return process.env.INIT_CWD ?? process.cwd();
}
