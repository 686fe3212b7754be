import { describe, expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';

test('the general help lists every command once', () => {
	const help = generalHelp(COMMANDS);
	for (const { name, summary } of COMMANDS)
		expect(help.split('\n').filter((line) => line.trim().startsWith(`${name} `))).toEqual([
			expect.stringContaining(summary)
		]);
});

describe.each(COMMANDS.map((command) => [command.name, command] as const))(
	'%s',
	(name, command) => {
		const help = commandHelp(command);

		test('explains each of its options', () => {
			for (const option of Object.keys(command.options)) expect(help).toContain(`--${option}`);
		});

		test.skipIf(command.positionals.length === 0)('shows what it looks like to be used', () => {
			expect(help).toMatch(new RegExp(`Example: npm run cli -- (${name}|init\\w+) \\w`));
			expect(help).toContain(`npm run cli -- ${name} `);
		});

		test('fits on a terminal', () => {
			for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
		});
	}
);
