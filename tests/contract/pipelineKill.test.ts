import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { jobPrefix, redis } from '#server/jobs/connection.ts';
import { startHeartbeat, workerAlive } from '#server/jobs/heartbeat.ts';
import { healthOf } from '#server/queries/health.ts';
import { store } from '#server/store/client.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import {
	documents,
	ended,
	newRun,
	now,
	pipelineInstallation,
	processed,
	start
} from './pipelineRuns.ts';

const environment = pipelineInstallation();
const workers: Child[] = [];
let survey: SurveyFiles;

beforeAll(() => {
	survey = writeSurvey(environment, 'survey', { epochs: 6, sources: 400, npix: 256 });
});
afterAll(() => Promise.all(workers.map((worker) => worker.stop())));

function worker(): Child {
	const started = startWorker(environment);
	workers.push(started);
	return started;
}

describe('a worker killed in the middle of a run', () => {
	test.each(['ingest', 'associate', 'publish'] as const)(
		'during %s: the next one ends the run, with nothing twice',
		async (stage) => {
			const run = await newRun(`killed-in-${stage}`, configFor(survey));
			const first = worker();
			await start(run);
			await vi.waitUntil(async () => reached(await now(run), stage), {
				timeout: 40_000,
				interval: 5
			});
			await first.kill9();
			const second = worker();
			expect(await ended(run)).toMatchObject({ status: 'END', revision: 1, nImages: 12 });
			await second.stop();

			const images = await documents('images');
			expect(images).toHaveLength(12);
			const rows = images.reduce((sum, image) => sum + Number(image.nMeasurements), 0);
			const blocks = await documents('measurements');
			expect(blocks.reduce((sum, block) => sum + Number(block.n), 0)).toBe(rows);
			const sources = (await documents('sources')).filter(({ runId }) => runId === run.id);
			expect(sources).toHaveLength((await now(run)).nSources);
			expect(new Set(sources.map(({ objectId }) => objectId)).size).toBe(sources.length);
		}
	);
});

function reached(run: Awaited<ReturnType<typeof now>>, stage: string): boolean {
	const order = ['ingest', 'associate', 'publish'];
	const at = run.progress ? order.indexOf(run.progress.stage) : -1;
	return run.status === 'END' || at >= order.indexOf(stage);
}

describe('cancelling', () => {
	test('a run that is being worked on ends in CAN, and the next attempt completes', async () => {
		const own = writeSurvey(environment, 'other', { epochs: 6, sources: 400, npix: 256, seed: 9 });
		const run = await newRun('cancelled', configFor(own));
		const working = worker();
		await start(run);
		await vi.waitUntil(async () => (await now(run)).progress !== null, {
			timeout: 30_000,
			interval: 5
		});
		await cancelRun({ user: null }, { runId: run.id });
		expect(await ended(run)).toMatchObject({ status: 'CAN', error: null, revision: 0 });
		expect(await processed(run)).toMatchObject({ status: 'END', revision: 1 });
		await working.stop();
	});

	test('a queued run needs no worker to be cancelled', async () => {
		const run = await newRun('queued', configFor(survey));
		await start(run);
		expect(await cancelRun({ user: null }, { runId: run.id })).toMatchObject({ status: 'CAN' });
		const late = worker();
		const other = await processed(await newRun('after-it', configFor(survey)));
		expect(other.status).toBe('END');
		expect((await now(run)).status).toBe('CAN');
		await late.stop();
	});

	test('a run that is not under way cannot be cancelled', async () => {
		const run = await newRun('idle', configFor(survey));
		const refused = cancelRun({ user: null }, { runId: run.id });
		await expect(refused).rejects.toThrow('Run idle is not being processed.');
	});
});

test('a run whose jobs Redis has lost ends in ERR when a worker looks, and starts again', async () => {
	const run = await newRun('lost', configFor(survey));
	await start(run);
	const queued = { 'attempt.queuedAt': new Date(Date.now() - 60_000) };
	await store().db.collection<{ _id: number }>('runs').updateOne({ _id: run.id }, { $set: queued });
	const keys = await redis().keys(`${jobPrefix()}:*`);
	await redis().del(keys);
	const late = worker();
	const lost = await ended(run);
	expect(lost).toMatchObject({ status: 'ERR' });
	expect(lost.error).toMatch(/^The jobs of this run were lost/);
	expect(await processed(run)).toMatchObject({ status: 'END' });
	await late.stop();
});

test('health names the worker when no heart beats, and is ok when one does', async () => {
	expect(await workerAlive()).toBe(false);
	expect(await healthOf()).toMatchObject({
		status: 'unavailable',
		engines: { mongodb: 'up', redis: 'up', search: 'up' },
		failing: ['worker']
	});
	const stop = await startHeartbeat();
	expect(await workerAlive()).toBe(true);
	const health = await healthOf();
	expect(health).toMatchObject({ status: 'ok', worker: 'up' });
	expect(health).not.toHaveProperty('demo');
	await stop();
	expect(await workerAlive()).toBe(false);
});
