import { beforeAll, describe, expect, test } from 'vitest';
import { commandLineOf, json } from './commandLine.ts';
import { newRun, pipelineInstallation } from './pipelineRuns.ts';

const commandLine = commandLineOf(pipelineInstallation());

beforeAll(async () => {
	await newRun('first', '');
});

describe('wrong usage', () => {
	test.each([
		[['initpiperun'], 2, 'Give NAME after initpiperun.'],
		[['runs', 'first'], 2, 'runs takes no names.'],
		[['debugrun'], 2, 'Give NAME… after debugrun.'],
		[['runs', '--colour'], 2, "Unknown option '--colour'"],
		[['flyby'], 2, 'There is no command "flyby".'],
		[['help', 'flyby'], 2, 'There is no command "flyby".'],
		[['initpiperun', 'a b'], 2, 'A run name may not contain a space'],
		[['simulate'], 2, 'Say where the survey goes: --out DIR.'],
		[['simulate', '--out', 'x', '--epochs', 'two'], 2, 'The number of epochs must be a whole'],
		[['adduser', 'eve', '--role', 'queen'], 2, ''],
		[['initpiperun', 'first'], 1, 'already used: there is a run first.'],
		[['debugrun', 'nobody'], 1, 'There is no run nobody.'],
		[['ingestimages', 'nothing.yaml'], 1, 'nothing.yaml does not exist.'],
		[['runpipeline', 'nobody'], 1, 'There is no run nobody, and no config.yaml in ']
	])('%j ends with %i', async (args, code, sentence) => {
		const outcome = await commandLine(args);
		expect(outcome.code).toBe(code);
		expect(outcome.stderr).toContain(sentence);
		expect(outcome.stdout).toBe('');
	});

	test.each([
		[['flyby', '--json'], 'Misused'],
		[['simulate', '--json'], 'Misused'],
		[['runs', '--json', '--colour'], 'Misused'],
		[['runpipeline', 'nobody', '--json'], 'NotFound'],
		[['initpiperun', 'first', '--json'], 'Conflict']
	])('%j says what is wrong in one JSON object', async (args, code) => {
		const outcome = await commandLine(args);
		expect(json(outcome)).toMatchObject({ error: expect.any(String) as string, code });
	});

	test('a database that does not answer is named', async () => {
		const nowhere = { MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300' };
		const outcome = await commandLine(['runs', '--json'], nowhere);
		expect(outcome.code).toBe(1);
		expect(json(outcome)).toMatchObject({
			error: expect.stringContaining('The database does not answer') as string,
			code: 'Unavailable'
		});
	});
});

describe('help', () => {
	test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists the commands', async (args) => {
		const help = await commandLine(args);
		expect(help.code).toBe(0);
		for (const name of ['initpiperun', 'runpipeline', 'runs', 'debugrun', 'simulate', 'adduser'])
			expect(help.stdout).toContain(name);
	});

	test.each([[['runpipeline', '--help']], [['help', 'runpipeline']], [['runpipeline', '-h']]])(
		'%j explains one, without a database',
		async (args) => {
			const help = await commandLine(args, { MONGODB_URI: 'none' });
			expect(help.code).toBe(0);
			expect(help.stdout).toContain('Ctrl-C then cancels');
		}
	);
});

describe('no terminal', () => {
	test('no progress bar is drawn', async () => {
		const { stderr } = await commandLine([
			'simulate',
			'--out',
			'seen',
			'--epochs',
			'1',
			'--npix',
			'32'
		]);
		expect(stderr).not.toContain('█');
		expect(stderr).not.toContain('\x1b');
	});
});
