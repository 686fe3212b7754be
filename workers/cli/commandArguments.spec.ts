import { describe, expect, test } from 'vitest';
import { Failure } from '#schema/failure.ts';
import type { Command } from './command.ts';
import { commandArguments, isMisuse } from './commandArguments.ts';

function command(...positionals: string[]): Command {
	return {
		name: 'observe',
		positionals,
		summary: '',
		help: '',
		options: { epochs: { type: 'string' }, deep: { type: 'boolean', short: 'd' } },
		optionHelp: {},
		needsEngines: false,
		run: () => Promise.resolve(true)
	};
}

describe('names behind the command', () => {
	test.each([
		[['NAME'], ['a']],
		[['NAME', '[FILE]'], ['a']],
		[
			['NAME', '[FILE]'],
			['a', 'b']
		],
		[['NAME…'], ['a', 'b', 'c']],
		[['[NAME…]'], []],
		[['[NAME…]'], ['a', 'b']],
		[[], []]
	])('%j takes %j', (wanted, given) => {
		expect(commandArguments(command(...wanted), given)).toMatchObject({ positionals: given });
	});

	test.each([
		[['NAME'], [], 'Give NAME after observe.'],
		[['NAME'], ['a', 'b'], 'Give NAME after observe.'],
		[['NAME', '[FILE]'], ['a', 'b', 'c'], 'Give NAME and [FILE] after observe.'],
		[['NAME…'], [], 'Give NAME… after observe.'],
		[[], ['a'], 'observe takes no names.']
	])('%j does not take %j', (wanted, given, problem) => {
		expect(commandArguments(command(...wanted), given)).toEqual({ problem });
	});

	test('who asks for help need not give any', () => {
		expect(commandArguments(command('NAME'), ['-h'])).toMatchObject({ values: { help: true } });
	});
});

test('options are read, unknown ones refused', () => {
	const read = commandArguments(command(), ['--epochs', '3', '-d', '--json']);
	expect(read).toMatchObject({ values: { epochs: '3', deep: true, json: true } });
	expect(commandArguments(command(), ['--wide'])).toMatchObject({
		problem: expect.stringContaining("Unknown option '--wide'") as string
	});
	expect(commandArguments(command(), ['--epochs'])).toMatchObject({
		problem: expect.stringContaining("'--epochs <value>' argument missing") as string
	});
});

test.each([
	[new Failure('Invalid', 'Too few.', 'epochs'), true],
	[new Failure('Invalid', 'No name.', 'name'), true],
	[new Failure('Conflict', 'There is one.', 'name'), false],
	[new Failure('Invalid', 'line 3', 'new_sources.min_sigma'), false],
	[new Failure('Invalid', 'no field'), false],
	[new Error('epochs'), false]
])('%s is wrong usage: %s', (error, expected) => {
	expect(isMisuse(command('NAME…'), error)).toBe(expected);
});
