import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { pipelineInstallation } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const program = fileURLToPath(new URL('../../build/workers/cli.js', import.meta.url));
let survey: SurveyFiles;

beforeAll(() => {
	survey = writeSurvey(environment, 'survey', { sources: 30 });
});

interface Outcome {
	code: number;
	stdout: string;
	stderr: string;
}

function commandLine(args: string[], cwd = environment.RAW_IMAGE_DIR): Promise<Outcome> {
	const env: NodeJS.ProcessEnv = { ...process.env, ...environment, INIT_CWD: cwd };
	return new Promise((resolve) => {
		execFile(process.execPath, [program, ...args], { cwd, env }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
		});
	});
}

// execFile's answers are our own commands' JSON.
const json = (outcome: Outcome) => JSON.parse(outcome.stdout) as Record<string, unknown>;

describe('a run from the command line, with no worker running', () => {
	test('init, edit, run: the files are there and the exit code is 0', async () => {
		const made = json(await commandLine(['initpiperun', 'first', '-d', 'a try', '--json']));
		expect(made).toMatchObject({ name: 'first', status: 'INI' });
		const path = join(String(made.path), 'config.yaml');
		expect(readFileSync(path, 'utf8')).toContain('# Largest distance between a measurement');
		// Relative to where the command is typed.
		const relative = configFor(survey).replaceAll(environment.RAW_IMAGE_DIR + '/', '');
		expect(relative).toContain('- survey/images/');
		writeFileSync(path, relative);
		const ran = await commandLine(['runpipeline', 'first', '--json']);
		expect(ran.code).toBe(0);
		expect(ran.stderr).toContain('No worker is running: working in this process.');
		expect(json(ran)).toMatchObject({ name: 'first', status: 'END', nImages: 4 });
	});

	test('a directory with a config.yaml is enough, given by its path', async () => {
		const directory = join(environment.CAUSTIC_DATA_DIR, 'elsewhere/second');
		mkdirSync(directory, { recursive: true });
		writeFileSync(join(directory, 'config.yaml'), configFor(survey));
		const ran = await commandLine(['runpipeline', '../elsewhere/second', '--json']);
		expect(json(ran)).toMatchObject({ name: 'second', path: directory, status: 'END' });
		expect(readFileSync(join(directory, 'sources.parquet')).subarray(0, 4).toString()).toBe('PAR1');
	});

	test('a config that cannot be used: exit code 1 and the sentence', async () => {
		const directory = join(environment.PIPELINE_WORKING_DIR, 'broken');
		mkdirSync(directory);
		writeFileSync(join(directory, 'config.yaml'), configFor(survey, 'extra: 1\n'));
		const ran = await commandLine(['runpipeline', 'broken']);
		expect(ran).toMatchObject({ code: 1, stdout: '' });
		expect(ran.stderr).toContain('unknown key "extra"');
	});

	test('runs lists them, for people and as JSON', async () => {
		const listed = await commandLine(['runs']);
		expect(listed.stdout).toMatch(/^run +state +images/);
		expect(listed.stdout).toMatch(/broken +Error/);
		const rows = JSON.parse((await commandLine(['runs', '--json'])).stdout) as { name: string }[];
		expect(rows.map(({ name }) => name)).toEqual(['broken', 'second', 'first']);
	});
});

describe('wrong usage', () => {
	test.each([
		[['initpiperun'], 2, 'Give NAME after initpiperun.'],
		[['runs', '--colour'], 2, "Unknown option '--colour'"],
		[['flyby'], 2, 'There is no command "flyby".'],
		[['initpiperun', 'first'], 1, 'already present'],
		[['runpipeline', 'nobody'], 1, 'There is no run nobody, and no config.yaml in '],
		[['simulate'], 1, 'Say where the survey goes: --out DIR.']
	])('%j ends with %i', async (args, code, sentence) => {
		const outcome = await commandLine(args);
		expect(outcome.code).toBe(code);
		expect(outcome.stderr).toContain(sentence);
		expect(outcome.stdout).toBe('');
	});

	test('help explains the commands, and each of them', async () => {
		const help = await commandLine(['--help']);
		expect(help.code).toBe(0);
		for (const name of ['initpiperun', 'runpipeline', 'runs', 'simulate', 'demo', 'adduser'])
			expect(help.stdout).toContain(name);
		expect((await commandLine(['runpipeline', '--help'])).stdout).toContain('Ctrl-C then cancels');
	});
});

test('demo fills an empty installation only', async () => {
	const outcome = await commandLine(['demo']);
	expect(outcome.code).toBe(0);
	const lines = outcome.stdout.trim().split('\n');
	expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ accounts: [] });
});
