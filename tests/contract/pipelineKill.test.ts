import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Run } from '#schema/run.ts';
import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { clearRun } from '#server/commands/runs/clearRun.ts';
import { jobPrefix, redis } from '#server/jobs/connection.ts';
import { pauseJobsOf } from '#server/jobs/failedJobs.ts';
import { startHeartbeat, workerAlive } from '#server/jobs/heartbeat.ts';
import { jobQueue } from '#server/jobs/jobQueue.ts';
import { healthOf } from '#server/queries/health.ts';
import { inTransaction, store } from '#server/store/client.ts';
import { reserveIds, type CountedKind } from '#server/store/counters.ts';
import { withLock } from '#server/store/locks.ts';
import { findAttempt } from '#server/store/runAttempts.ts';
import { listRuns } from '#server/store/runs.ts';
import type { Child } from '../kit/child.ts';
import { eventually } from '../kit/eventually.ts';
import { seeded } from '../kit/seeded.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { contentOf, type RunContent } from './pipelineContent.ts';
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
const STAGES = ['ingest', 'associate', 'publish'] as const;
type Stage = (typeof STAGES)[number];
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

/** MongoDB keeps what a dead worker's transaction has locked for up to a minute, unless it is told otherwise. */
const PATIENCE_MS = 90_000;

/** Two moments in each stage: how far into it, as a fraction of the time that it takes undisturbed. */
const random = seeded(5);
const MOMENTS = STAGES.flatMap((stage) =>
	[0, 1].map((half) => ({ stage, into: (half + random()) / 2 }))
);

describe('a worker killed at any moment of a run', () => {
	const stageMs = new Map<string, number>();
	let undisturbed: RunContent;
	let counts: Partial<Run>;

	beforeAll(async () => {
		const first = worker();
		const run = await newRun('undisturbed', configFor(survey));
		await start(run);
		const began = new Map<string, number>();
		await vi.waitUntil(
			async () => {
				const { status, progress } = await now(run);
				if (progress && !began.has(progress.stage)) began.set(progress.stage, Date.now());
				return status === 'END';
			},
			{ timeout: 50_000, interval: 5 }
		);
		const ends = [...began.values(), Date.now()];
		[...began.keys()].forEach((stage, i) => stageMs.set(stage, ends[i + 1] - ends[i]));
		counts = countsOf(await ended(run));
		undisturbed = await contentOf(run);
		await clearRun({ user: null }, { runId: run.id, files: 'directory' });
		await first.stop();
	});

	test.each(MOMENTS)(
		'during $stage: the next one ends the run as if nothing had happened',
		async ({ stage, into }) => {
			const run = await newRun('killed', configFor(survey));
			const first = worker();
			await start(run);
			await vi.waitUntil(async () => reached(await now(run), stage), {
				timeout: 40_000,
				interval: 5
			});
			await new Promise((resolve) => setTimeout(resolve, into * (stageMs.get(stage) ?? 0)));
			await first.kill9();
			worker();
			const after = await ended(run, PATIENCE_MS);
			expect(after).toMatchObject({ status: 'END', revision: 1, error: null });
			expect(countsOf(after)).toEqual(counts);
			expect(await contentOf(run)).toEqual(undisturbed);
			expect(await documents('images')).toHaveLength(12);
			const blocks = await documents('measurements');
			const rows = blocks.reduce((sum, block) => sum + Number(block.n), 0);
			expect(rows).toBe(undisturbed.measurements.length);
			const sources = await documents('sources');
			expect(sources).toHaveLength(after.nSources);
			expect(new Set(sources.map(({ objectId }) => objectId)).size).toBe(sources.length);
			expect(readdirSync(run.path).filter((name) => /draft|part$|temp/.test(name))).toEqual([]);
		},
		PATIENCE_MS + 30_000
	);

	afterEach(async () => {
		await Promise.all(workers.splice(0).map((working) => working.stop()));
		for (const { id } of await listRuns(store())) {
			await cancelRun({ user: null }, { runId: id }).catch(() => undefined);
			await clearRun({ user: null }, { runId: id, files: 'directory' });
		}
		expect((await documents('images')).length).toBe(0);
	});
});

function countsOf({
	nImages,
	nSources,
	nSelavyMeasurements,
	nForcedMeasurements,
	nNewSources
}: Run) {
	return { nImages, nSources, nSelavyMeasurements, nForcedMeasurements, nNewSources };
}

function reached(run: Run, stage: Stage): boolean {
	const at = run.progress ? STAGES.findIndex((known) => known === run.progress?.stage) : -1;
	return run.status === 'END' || at >= STAGES.indexOf(stage);
}

/** Makes the work wait at one point for as long as `act` lasts, so that it can be met there. */
const HELD: [string, Stage, (act: () => Promise<void>) => Promise<void>][] = [
	['while an image is read', 'ingest', (act) => withCounterHeld('measurements', act)],
	['while its sources are numbered', 'associate', (act) => withCounterHeld('sources', act)],
	['while its objects are matched', 'associate', (act) => withLock(store(), 'objects', act)]
];

/** Who asks for ids meanwhile waits for the end of our transaction. */
function withCounterHeld(kind: CountedKind, act: () => Promise<void>): Promise<void> {
	return inTransaction(store(), async (transaction) => {
		await reserveIds(store(), kind, 1, transaction);
		await act();
	});
}

describe('cancelling', () => {
	let working: Child;
	let run: Run;

	beforeAll(async () => {
		working = worker();
		run = await newRun('cancelled', configFor(survey));
	});
	afterAll(() => working.stop());

	async function met(stage: Stage): Promise<void> {
		await vi.waitUntil(async () => reached(await now(run), stage), {
			timeout: 30_000,
			interval: 5
		});
	}

	test.each(HELD)('%s ends a run in CAN at once', async (_when, stage, held) => {
		await held(async () => {
			await start(run);
			await met(stage);
			await cancelRun({ user: null }, { runId: run.id });
			// While it is still held: it does not wait for the work to come to its end.
			await vi.waitUntil(async () => (await now(run)).status === 'CAN', { timeout: 5000 });
		});
		expect(await now(run)).toMatchObject({ error: null, revision: 0, cancelRequested: false });
		await eventually(() =>
			readdirSync(run.path).filter((name) => /draft|part$/.test(name))
		).toEqual([]);
	});

	test('while it is published ends it in CAN, or too late, in END, with files to match', async () => {
		await start(run);
		await met('publish');
		await cancelRun({ user: null }, { runId: run.id }).catch(() => undefined);
		const { status, revision } = await ended(run);
		expect({ status, revision }).toEqual(
			status === 'END' ? { status: 'END', revision: 1 } : { status: 'CAN', revision: 0 }
		);
		expect(existsSync(join(run.path, 'sources.parquet'))).toBe(status === 'END');
	});

	test('and the next attempt completes', async () => {
		const again = await processed(run, configFor(survey));
		expect(again).toMatchObject({ status: 'END', error: null });
		expect(await documents('sources')).toHaveLength(again.nSources);
	});
});

describe('cancelling a run that nobody works on', () => {
	test('needs no worker when it is queued', async () => {
		const run = await newRun('queued', configFor(survey));
		await start(run);
		expect(await cancelRun({ user: null }, { runId: run.id })).toMatchObject({ status: 'CAN' });
		const late = worker();
		const other = await processed(await newRun('after-it', configFor(survey)));
		expect(other.status).toBe('END');
		expect((await now(run)).status).toBe('CAN');
		await late.stop();
	});

	test(
		'needs none where somebody has paused what it waits for',
		async () => {
			await pauseJobsOf('associate', true);
			const working = worker();
			const run = await newRun('held', configFor(survey));
			await start(run);
			const { id } = (await findAttempt(store(), run.id)) ?? {};
			await eventually(() => jobQueue('associate').getJobState(`associate-${run.id}-${id}`)).toBe(
				'waiting'
			);
			expect((await now(run)).status).toBe('RUN');
			expect(await cancelRun({ user: null }, { runId: run.id })).toMatchObject({ status: 'CAN' });
			await pauseJobsOf('associate', false);
			expect(await processed(run, configFor(survey))).toMatchObject({ status: 'END', error: null });
			await working.stop();
		},
		PATIENCE_MS
	);

	test('is refused when it is not under way', async () => {
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
