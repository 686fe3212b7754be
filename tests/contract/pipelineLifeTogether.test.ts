import { beforeAll, describe, expect, test } from 'vitest';
import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { initRun } from '#server/commands/runs/initRun.ts';
import { restoreRun } from '#server/commands/runs/restoreRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import type { User } from '#schema/user.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { contentOf } from './pipelineContent.ts';
import {
	documents,
	ended,
	newRun,
	now,
	pipelineInstallation,
	start,
	writeConfig
} from './pipelineRuns.ts';

const environment = pipelineInstallation();
// Read at first use, in the tests.
Object.assign(process.env, { MAX_PIPELINE_RUNS: '3', MAX_PIPELINE_RUNS_PER_USER: '1' });
let survey: SurveyFiles;

beforeAll(() => {
	survey = writeSurvey(environment, 'survey', { epochs: 4, sources: 100 });
});

test('three runs at once over the same images, on two workers: no image is read twice, all find the same', async () => {
	const runs = [];
	for (const name of ['one', 'two', 'three']) runs.push(await newRun(name, configFor(survey)));
	for (const run of runs) await start(run);
	const fourth = await newRun('four', configFor(survey));
	await expect(start(fourth)).rejects.toThrow(
		'Max pipeline concurrent runs reached! 3 are being processed'
	);
	expect(await now(fourth)).toMatchObject({ status: 'INI', error: null });

	const workers = [startWorker(environment), startWorker(environment)];
	const done = await Promise.all(runs.map((run) => ended(run)));
	await Promise.all(workers.map((worker) => worker.stop()));
	expect(done.map(({ status }) => status)).toEqual(['END', 'END', 'END']);
	const images = await documents('images');
	expect(images).toHaveLength(8);
	const blocks = await documents('measurements');
	const rows = images.reduce((sum, image) => sum + Number(image.nMeasurements), 0);
	expect(blocks.reduce((sum, block) => sum + Number(block.n), 0)).toBe(rows);
	expect(new Set(done.map(({ imageIds }) => imageIds.join())).size).toBe(1);
	const [first, ...others] = await Promise.all(done.map(contentOf));
	for (const other of others) expect(other).toEqual(first);
	const objects = (await documents('objects')).length;
	expect(objects).toBe(done[0].nSources);
});

describe('people', () => {
	let ana: User;
	let bea: User;
	const startAs = async (user: User, name: string) => {
		const run = await initRun({ user }, { name });
		writeConfig(run, configFor(survey));
		return startRun({ user }, { runId: run.id }, { anywhere: true });
	};

	beforeAll(async () => {
		ana = await makeUser('ana', 'vetter');
		bea = await makeUser('bea', 'vetter');
	});

	test('may have so many runs under way each', async () => {
		const own = await startAs(ana, 'hers');
		await expect(startAs(ana, 'hers-too')).rejects.toThrow(
			'1 that you started are being processed'
		);
		const other = await startAs(bea, 'another');
		for (const { id } of [own, other]) await cancelRun({ user: null }, { runId: id });
	});

	test('may not start or restore what is another’s', async () => {
		const run = await initRun({ user: ana }, { name: 'anas' });
		const input = { runId: run.id };
		await expect(startRun({ user: bea }, input)).rejects.toThrow('may not process this run');
		await expect(restoreRun({ user: bea }, input)).rejects.toThrow('may not process this run');
		await expect(restoreRun({ user: ana }, input)).rejects.toThrow('has never completed');
	});

	test('tick a box for a full re-run', async () => {
		const run = await initRun({ user: ana }, { name: 'ticked' });
		writeConfig(run, configFor(survey));
		const options = { anywhere: true };
		const queued = await startRun({ user: ana }, { runId: run.id, fullRerun: 'on' }, options);
		expect(queued).toMatchObject({ status: 'QUE', nothingToDo: null });
		await cancelRun({ user: ana }, { runId: run.id });
	});
});
