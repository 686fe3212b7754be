import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC, type Table } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '#schema/run.ts';
import { restoreRun } from '#server/commands/runs/restoreRun.ts';
import { writeArrow } from '#server/commands/runs/writeArrow.ts';
import { store } from '#server/store/client.ts';
import { findImages } from '#server/store/images.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { commandLineOf, json } from './commandLine.ts';
import {
	added,
	newRun,
	now,
	pipelineInstallation,
	processed,
	rowsOf,
	start
} from './pipelineRuns.ts';

const environment = pipelineInstallation();
const run = commandLineOf(environment);
const commandLine = (...args: string[]) => run([...args, '--json']);
const WITH_ARROW = 'measurements:\n  write_arrow_files: true\n';
const NO_PAIRS = 'variability:\n  pair_metrics: false\n';
let worker: Child;
let survey: SurveyFiles;

beforeAll(() => {
	worker = startWorker(environment);
	survey = writeSurvey(environment, 'survey', { sources: 30 });
});
afterAll(() => worker.stop());

const arrowFiles = ({ path }: Run) =>
	readdirSync(path).filter((name) => /\.arrow(\.bak)?$|draft|part$/.test(name));
const arrow = ({ path }: Run, name: string) => tableFromIPC(readFileSync(join(path, name)));

/** Source and measurement of each row. */
function pairsOf(table: Table): string[] {
	const column = (name: string) => [...(table.getChild(name) ?? [])].map(Number);
	const ids = column('id');
	return column('source').map((source, row) => `${source} ${ids[row]}`);
}

async function expectMeasurements(of: Run): Promise<void> {
	const associations = await rowsOf(join(of.path, 'associations.parquet'));
	const expected = associations.map((row) => `${Number(row.source_id)} ${Number(row.meas_id)}`);
	expect(expected.length).toBeGreaterThan(0);
	expect(pairsOf(arrow(of, 'measurements.arrow')).sort()).toEqual(expected.sort());
}

describe('createmeasarrow', () => {
	let done: Run;
	beforeAll(async () => {
		done = await processed(await newRun('plain', configFor(survey)));
	});

	test('writes a row for each association, and each pair', async () => {
		const outcome = await commandLine('createmeasarrow', 'plain');
		expect(outcome.code).toBe(0);
		expect(outcome.stderr).toContain('Writing the Arrow files of run plain…');
		expect(arrowFiles(done)).toEqual(['measurement_pairs.arrow', 'measurements.arrow']);
		expect(json(outcome)).toMatchObject({
			name: 'plain',
			files: [{ name: 'measurements.arrow' }, { name: 'measurement_pairs.arrow' }]
		});
		await expectMeasurements(done);
		const pairs = await rowsOf(join(done.path, 'measurement_pairs.parquet'));
		expect(arrow(done, 'measurement_pairs.arrow').numRows).toBe(pairs.length);
		expect(readdirSync(done.path).some((name) => name.endsWith('_gen_arrow_log.txt'))).toBe(true);
	});

	test('leaves files that are there alone, unless it is told to replace them', async () => {
		writeFileSync(join(done.path, 'measurements.arrow'), 'somebody’s');
		const refused = await commandLine('createmeasarrow', 'plain');
		expect(refused.code).toBe(1);
		expect(json(refused).error).toContain('measurements.arrow is there already: --overwrite');
		expect(readFileSync(join(done.path, 'measurements.arrow'), 'utf8')).toBe('somebody’s');
		expect((await commandLine('createmeasarrow', 'plain', '--overwrite')).code).toBe(0);
		await expectMeasurements(done);
	});

	test('files of earlier results do not survive a full re-run', async () => {
		await processed(done, configFor(survey, NO_PAIRS));
		expect(arrowFiles(done)).toEqual([]);
		await commandLine('createmeasarrow', 'plain');
		expect(arrowFiles(done)).toEqual(['measurements.arrow']);
	});

	test('broken off it leaves nothing, and the run cannot be started meanwhile', async () => {
		const happened: string[] = [];
		let starting: Promise<unknown> = Promise.resolve();
		const input = { runId: done.id, overwrite: true };
		const writing = writeArrow({ user: null }, input, async ({ directory, draftEnding }) => {
			const draft = join(directory, `measurements.arrow${draftEnding}`);
			for (const path of [draft, `${draft}.0123.part`]) writeFileSync(path, 'half');
			starting = start(done).then(() => happened.push('started'));
			// Long enough for a start that waits for nothing.
			await new Promise((resolve) => setTimeout(resolve, 300));
			happened.push('broken off');
			throw new Error('killed');
		});
		await expect(writing).rejects.toThrow('killed');
		await starting;
		expect(happened).toEqual(['broken off', 'started']);
		expect(arrowFiles(done)).toEqual(['measurements.arrow']);
	});

	test('is for completed runs', async () => {
		await newRun('fresh', configFor(survey));
		const outcome = await commandLine('createmeasarrow', 'fresh');
		expect(outcome.code).toBe(1);
		expect(json(outcome).error).toContain('of completed runs only');
	});

	test.each([
		['is missing', null, 'does not exist'],
		['cannot be read', 'no Parquet', 'is not a readable Parquet file']
	])('names the file that %s, and leaves what was there', async (_, content, reason) => {
		const before = readFileSync(join(done.path, 'measurements.arrow'));
		const associations = join(done.path, 'associations.parquet');
		const bytes = readFileSync(associations);
		if (content === null) rmSync(associations);
		else writeFileSync(associations, content);
		const outcome = await commandLine('createmeasarrow', 'plain', '--overwrite');
		writeFileSync(associations, bytes);
		expect(outcome.code).toBe(1);
		expect(json(outcome).error).toContain(`${associations} ${reason}`);
		expect(arrowFiles(done)).toEqual(['measurements.arrow']);
		expect(readFileSync(join(done.path, 'measurements.arrow'))).toEqual(before);
	});
});

describe('write_arrow_files', () => {
	const part = (to: number): SurveyFiles => ({
		images: survey.images.slice(0, to),
		catalogues: survey.catalogues.slice(0, to),
		noise: survey.noise.slice(0, to)
	});
	let made: Run;
	beforeAll(async () => {
		made = await newRun('arrow', configFor(part(2), WITH_ARROW));
	});

	test('a run that has ended has its Arrow files, of each measurement and pair', async () => {
		expect(await processed(made)).toMatchObject({ status: 'END', nImages: 2 });
		expect(arrowFiles(made)).toEqual(['measurement_pairs.arrow', 'measurements.arrow']);
		await expectMeasurements(made);
	});

	test('adding images replaces them, and restoring puts the earlier ones back', async () => {
		const before = readFileSync(join(made.path, 'measurements.arrow'));
		await added(made, configFor(survey, WITH_ARROW));
		expect(arrowFiles(made)).toEqual([
			...['measurement_pairs.arrow', 'measurement_pairs.arrow.bak'],
			...['measurements.arrow', 'measurements.arrow.bak']
		]);
		await expectMeasurements(made);
		await restoreRun({ user: null }, { runId: made.id });
		expect(arrowFiles(made)).toEqual(['measurement_pairs.arrow', 'measurements.arrow']);
		expect(readFileSync(join(made.path, 'measurements.arrow'))).toEqual(before);
	});

	test('when they cannot be written the run says so, and shows what it showed before', async () => {
		const before = await now(made);
		const sources = readFileSync(join(made.path, 'sources.parquet'));
		const [image] = await findImages(store(), before.imageIds);
		const bytes = readFileSync(image.measurementsPath);
		writeFileSync(image.measurementsPath, 'no Parquet');
		const failed = await processed(made, configFor(survey, WITH_ARROW));
		writeFileSync(image.measurementsPath, bytes);
		expect(failed).toMatchObject({ status: 'ERR', revision: before.revision, nImages: 2 });
		expect(failed.error).toContain(`${image.measurementsPath} is not a readable Parquet file`);
		expect(arrowFiles(made)).toEqual(['measurement_pairs.arrow', 'measurements.arrow']);
		expect(readFileSync(join(made.path, 'sources.parquet'))).toEqual(sources);
		expect(existsSync(join(made.path, 'config_temp.yaml'))).toBe(true);
	});
});
