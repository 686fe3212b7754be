import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { pipelineInstallation } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const program = fileURLToPath(new URL('../../build/workers/cli.js', import.meta.url));
const directory = join(environment.PIPELINE_WORKING_DIR, 'survey');
let survey: SurveyFiles;

beforeAll(() => {
	survey = writeSurvey(environment, 'survey', { sources: 30 });
});

interface Outcome {
	code: number;
	/** The line of JSON that the command prints. */
	result: unknown;
	stderr: string;
}

/** Its standard input is no terminal, so nobody is asked anything. */
function commandLine(...args: string[]): Promise<Outcome> {
	const env: NodeJS.ProcessEnv = { ...process.env, ...environment };
	const options = { cwd: environment.RAW_IMAGE_DIR, env };
	return new Promise((resolve) => {
		execFile(process.execPath, [program, ...args, '--json'], options, (error, stdout, stderr) => {
			const code = typeof error?.code === 'number' ? error.code : 0;
			resolve({ code, result: JSON.parse(stdout || 'null'), stderr });
		});
	});
}

function configure(images: number): void {
	const part = (list: string[]) => list.slice(0, images);
	const { catalogues, noise } = survey;
	const files = { images: part(survey.images), catalogues: part(catalogues), noise: part(noise) };
	writeFileSync(join(directory, 'config.yaml'), configFor(files));
}

test('a run is processed, left alone, added to, restored and processed all over', async () => {
	await commandLine('initpiperun', 'survey');
	configure(2);
	const first = await commandLine('runpipeline', 'survey');
	expect(first).toMatchObject({ code: 0, result: { status: 'END', nImages: 2 } });
	const nothing = await commandLine('runpipeline', directory);
	expect(nothing).toMatchObject({ code: 0, result: { status: 'END', nImages: 2 } });
	expect(nothing.result).toHaveProperty('nothingToDo');
	configure(4);
	const added = await commandLine('runpipeline', 'survey');
	expect(added).toMatchObject({ code: 0, result: { status: 'END', nImages: 4 } });
	const restored = await commandLine('restorepiperun', 'survey', '--no-confirm');
	expect(restored).toMatchObject({
		code: 0,
		result: { name: 'survey', status: 'END', nImages: 2 }
	});
	const again = await commandLine('restorepiperun', 'survey');
	expect(again.code).toBe(1);
	expect(again.stderr).toContain('Run survey cannot be restored: no images were added');
	const all = await commandLine('runpipeline', 'survey', '--full-rerun');
	expect(all).toMatchObject({ code: 0, result: { status: 'END', nImages: 4 } });
});

test('clearpiperun refuses what contradicts itself and names that are not there', async () => {
	const both = await commandLine('clearpiperun', 'survey', '--keep-parquet', '--remove-all');
	expect(both.code).toBe(2);
	expect(both.stderr).toContain('--keep-parquet and --remove-all contradict each other');
	expect((await commandLine('clearpiperun')).code).toBe(2);
	const unknown = await commandLine('clearpiperun', 'survey', 'nobody');
	expect(unknown.code).toBe(1);
	expect(unknown.stderr).toContain('There is no run nobody');
	expect(existsSync(join(directory, 'sources.parquet'))).toBe(true);
});

test('clearpiperun deletes by name or path, clearall everything', async () => {
	const kept = await commandLine('clearpiperun', directory, '--keep-parquet');
	expect(kept).toMatchObject({ code: 0, result: [{ name: 'survey', nImagesRemoved: 4 }] });
	expect(existsSync(join(directory, 'sources.parquet'))).toBe(true);
	// The directory with its config.yaml is enough to process it again.
	expect((await commandLine('runpipeline', 'survey')).code).toBe(0);
	const all = await commandLine('clearpiperun', 'clearall', '--remove-all');
	expect(all).toMatchObject({ code: 0, result: [{ name: 'survey' }] });
	expect(readdirSync(environment.PIPELINE_WORKING_DIR)).toEqual(['images']);
	expect(await commandLine('clearpiperun', 'clearall')).toMatchObject({ code: 0, result: [] });
});
