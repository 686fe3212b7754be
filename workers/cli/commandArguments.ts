import { parseArgs } from 'node:util';
import { Failure } from '#schema/failure.ts';
import type { Command, CommandArguments } from './command.ts';

/** What was typed behind a command's name, or what is wrong with it. */
export function commandArguments(
	command: Command,
	args: string[]
): CommandArguments | { problem: string } {
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
		const problem = values.help ? null : namesProblem(command, positionals.length);
		// No option of ours may be given twice, so none is a list.
		return problem ? { problem } : { values, positionals };
	} catch (error) {
		return { problem: error instanceof Error ? error.message : String(error) };
	}
}

/** Whether a refusal is about what was typed, an option's value or a name, and not about what it met. */
export function isMisuse(command: Command, error: unknown): error is Failure {
	if (!(error instanceof Failure) || error.code !== 'Invalid' || !error.field) return false;
	const names = command.positionals.map((name) => name.replace(/[^A-Z]/g, '').toLowerCase());
	return error.field in command.options || names.includes(error.field);
}

function namesProblem({ name, positionals }: Command, given: number): string | null {
	const least = positionals.filter((wanted) => !wanted.startsWith('[')).length;
	const most = positionals.some((wanted) => wanted.includes('…')) ? Infinity : positionals.length;
	if (given >= least && given <= most) return null;
	if (most === 0) return `${name} takes no names.`;
	return `Give ${positionals.join(' and ')} after ${name}.`;
}
