import type { Command } from './command.ts';

export function generalHelp(commands: readonly Command[]): string {
	const width = Math.max(...commands.map((command) => command.name.length));
	const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
	return `Caustic: find extreme scattering events, variables and transients in radio surveys.

Usage: npm run cli -- COMMAND [options]

${lines.join('\n')}

"help COMMAND" or "COMMAND --help" explains one, with an example. With --json the result, or what
went wrong ({"error", "code"}), is one line of JSON on standard output; all else goes to standard error.
Exit code: 0 done, 1 failed, 2 wrong usage.

A first run:
  npm run cli -- simulate --out raw-images/sim --epochs 8
  npm run cli -- initpiperun my-first-run
  (edit the inputs in pipeline-runs/my-first-run/config.yaml)
  npm run cli -- runpipeline my-first-run
`;
}

export function commandHelp(command: Command): string {
	const options = Object.entries({
		...command.optionHelp,
		'--json': 'Print the result as JSON.',
		'--help': 'Print this.'
	});
	const width = Math.max(...options.map(([option]) => option.length));
	const lines = options.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`);
	const usage = ['npm run cli --', command.name, ...command.positionals, '[options]'].join(' ');
	return `${command.summary}

Usage: ${usage}

${command.help}

Options:
${lines.join('\n')}
`;
}
