import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunSummary } from '#server/queries/runSummary.ts';
import { store } from '#server/store/client.ts';
import { findRunByName } from '#server/store/runs.ts';
import { findScoring } from '#server/store/scorings.ts';
import { startChild, until } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { commandLineOf, json, type Outcome } from './commandLine.ts';
import { pipelineInstallation } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const commandLine = commandLineOf(environment);
let survey: SurveyFiles;

beforeAll(() => {
	survey = writeSurvey(environment, 'survey', { sources: 30 });
});

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

	test('it ends with the run; its scores wait for a worker, or for whoever asks for them', async () => {
		const run = await findRunByName(store(), 'first');
		if (!run) throw new Error('the run of the test before is gone');
		const left = await findScoring(store(), run.id);
		expect(left).toMatchObject({ state: 'waiting', revision: 1, shown: null });
		const ran = await commandLine(['runpipeline', 'first', '--full-rerun', '--scores', '--json']);
		expect(ran.code).toBe(0);
		expect(ran.stderr).toMatch(/\d+ light curves are scored\./);
		const scored = await findScoring(store(), run.id);
		expect(scored).toMatchObject({ state: 'done', revision: 2, shown: { revision: 2 } });
		expect(scored?.total).toBe(json(ran).nSources);
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

describe('images without a run', () => {
	const ingested = (outcome: Outcome) => json(outcome).images as Record<string, unknown>[];

	test('a template is filled in, the images are ingested, and known the second time', async () => {
		const fresh = writeSurvey(environment, 'fresh', { sources: 20, seed: 11 });
		const written = json(await commandLine(['initingest', 'night.yaml', '--json']));
		expect(readFileSync(String(written.path), 'utf8')).toContain('condon_errors: true');
		writeFileSync(String(written.path), ingestConfig(fresh));
		const first = await commandLine(['ingestimages', 'night.yaml', '--json']);
		expect(first.code).toBe(0);
		expect(ingested(first)).toHaveLength(fresh.images.length);
		for (const image of ingested(first))
			expect(image).toMatchObject({
				known: false,
				error: null,
				measurements: expect.any(Number) as number
			});
		const second = await commandLine(['ingestimages', 'night.yaml', '--json']);
		expect(ingested(second)).toEqual(ingested(first).map((image) => ({ ...image, known: true })));
		expect((await commandLine(['initingest', 'night.yaml'])).code).toBe(1);
	});

	test('one that cannot be read is named, the others are ingested, and the exit code is 1', async () => {
		const broken = writeSurvey(environment, 'broken', { sources: 20, seed: 12 });
		writeFileSync(broken.images[1], 'no image');
		writeFileSync(join(environment.RAW_IMAGE_DIR, 'broken.yaml'), ingestConfig(broken));
		const outcome = await commandLine(['ingestimages', 'broken.yaml', '--json']);
		expect(outcome.code).toBe(1);
		expect(ingested(outcome).map(({ error }) => error === null)).toEqual([true, false, true, true]);
		expect(ingested(outcome)[1]).toMatchObject({
			name: basename(broken.images[1]),
			id: null,
			error: expect.stringContaining('not a FITS file') as string
		});
		expect(outcome.stderr).toContain(`${basename(broken.images[1])} was not ingested`);
	});

	test.each(['SIGINT', 'SIGTERM'] as const)('%s stops; repeated, it goes on', async (signal) => {
		const many = writeSurvey(environment, signal, { epochs: 12, seed: signal.length });
		const path = join(environment.RAW_IMAGE_DIR, `${signal}.yaml`);
		writeFileSync(path, ingestConfig(many));
		const child = startChild('cli.js', ['ingestimages', path], { ...environment });
		await until(() => child.output().includes(' measurements.'), child, { what: 'an image' });
		process.kill(child.pid, signal);
		expect(await child.exited).toBe(1);
		expect(child.output()).toContain('Cancelled. What was ingested stays.');
		const again = ingested(await commandLine(['ingestimages', path, '--json']));
		expect(again.every(({ error }) => error === null)).toBe(true);
		expect(new Set(again.map(({ known }) => known))).toEqual(new Set([true, false]));
	});

	test('a configuration with more than inputs and measurements is refused', async () => {
		const path = join(environment.RAW_IMAGE_DIR, 'more.yaml');
		writeFileSync(path, configFor(survey));
		const outcome = await commandLine(['ingestimages', 'more.yaml', '--json']);
		expect(outcome.code).toBe(1);
		expect(json(outcome).error).toBe(`${path} line 1: unknown key "run".`);
	});
});

function ingestConfig(files: SurveyFiles): string {
	return configFor(files).replace(/^run:\n.*\n/, '');
}

describe('debugrun', () => {
	const sources = () => store().db.collection<{ _id: number; nMeas: number }>('sources');

	test('counts the same in the database and in the files', async () => {
		const outcome = await commandLine(['debugrun', 'first', '--json']);
		const { counts, problems, config } = json(outcome) as unknown as RunSummary;
		expect(problems).toEqual([]);
		expect(outcome.code).toBe(0);
		expect(config).toEqual({ changes: [] });
		const rows = new Map(counts.map(({ what, ...row }) => [what, row]));
		expect(rows.get('images')).toEqual({ recorded: 4, database: 4, files: 4 });
		const associations = rows.get('associations');
		expect(associations?.database).toBeGreaterThan(0);
		expect(associations?.files).toBe(associations?.database);
	});

	test('finds what does not fit, and says so with exit code 1', async () => {
		const source = await sources().findOne({});
		await sources().updateOne({ _id: source?._id }, { $inc: { nMeas: 1 } });
		const outcome = await commandLine(['debugrun', 'all']);
		await sources().updateOne({ _id: source?._id }, { $inc: { nMeas: -1 } });
		expect(outcome.code).toBe(1);
		expect(outcome.stdout).toContain(
			`Sources whose number of measurements is wrong: ${source?._id}.`
		);
		expect((await commandLine(['debugrun', 'all'])).code).toBe(0);
	});

	test('shows what has changed in the configuration since', async () => {
		const path = join(environment.PIPELINE_WORKING_DIR, 'first/config.yaml');
		const before = readFileSync(path, 'utf8');
		writeFileSync(path, `${before}\nsource_association:\n  radius: 12\n`);
		const { stdout } = await commandLine(['debugrun', 'first']);
		writeFileSync(path, before);
		expect(stdout).toContain('- source_association.radius: 10\n+ source_association.radius: 12');
	});
});

test('demo fills an empty installation only', async () => {
	const outcome = await commandLine(['demo']);
	expect(outcome.code).toBe(0);
	const lines = outcome.stdout.trim().split('\n');
	expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ accounts: [] });
});
