import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { UnrecoverableError } from 'bullmq';
import { JOB_KINDS, type Job, type JobKind } from '#schema/job.ts';
import type { Part, StatusPage } from '#schema/status.ts';
import type { User } from '#schema/user.ts';
import { cancelJob, retryJob } from '#server/commands/jobs/retryJob.ts';
import { pauseJobs } from '#server/commands/jobs/pauseJobs.ts';
import { config } from '#server/config.ts';
import { closeRedis } from '#server/jobs/connection.ts';
import { consumeJobs } from '#server/jobs/consumeJobs.ts';
import { closeProducers, enqueue } from '#server/jobs/enqueue.ts';
import type { AnyHandler } from '#server/jobs/handlers.ts';
import { startHeartbeat } from '#server/jobs/heartbeat.ts';
import { jobQueue } from '#server/jobs/jobQueue.ts';
import { forgetStatus, statusPage } from '#server/queries/status.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, store } from '#server/store/client.ts';
import { commandId, makeRun, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let manager: User;
let eve: User;
let ben: User;

beforeAll(async () => {
	manager = await makeUser('mia', 'runManager');
	eve = await makeUser('eve', 'viewer');
	ben = await makeUser('ben', 'vetter');
	await makeRun(1, 'north');
	await makeRun(2, 'south');
});
beforeEach(forgetStatus);
afterAll(async () => {
	await closeProducers();
	closeRedis();
});

/** What is to happen to jobs; most do nothing. */
const handlers = (kind: JobKind, handle: (job: Job) => Promise<void>) =>
	new Map<JobKind, AnyHandler>([[kind, { kind, concurrency: 1, handle }]]);

function valueOf<T>(part: Part<T>): T {
	if ('value' in part) return part.value;
	throw new Error(part.problem);
}

const PATIENT = { timeout: 40_000, interval: 200 };

/** What a part of the page says; on a machine that is busy with other things, once it says something. */
function seen<T>(select: (page: StatusPage) => Part<T>): Promise<T> {
	return vi.waitFor(async () => {
		forgetStatus();
		return valueOf(select(await statusPage(eve)));
	}, PATIENT);
}

async function jobsOf(kind: JobKind) {
	const states = await seen(({ jobs }) => jobs);
	return states.find((state) => state.kind === kind);
}

const order = { attempt: 'a', kind: 'rank' } as const;
const change = (kind: string, jobId: string) => ({ commandId: commandId(), kind, jobId });

test('everybody who is signed in sees how things are, and nobody else', async () => {
	await seen(({ jobs }) => jobs);
	const page = await vi.waitFor(async () => {
		forgetStatus();
		const looked = await statusPage(eve);
		expect(looked.engines.map(({ state }) => state)).not.toContain('down');
		return looked;
	}, PATIENT);
	expect(page.engines.map(({ name, state }) => [name, state])).toEqual([
		['MongoDB', expect.stringMatching(/up|slow/)],
		['Redis', expect.stringMatching(/up|slow/)],
		['Meilisearch', expect.stringMatching(/up|slow/)]
	]);
	expect(page.allowed).toEqual({ manage: false });
	expect((await seen(({ jobs }) => jobs)).map(({ kind }) => kind)).toEqual(JOB_KINDS);
	expect(
		page.disks.every(({ freeBytes, totalBytes }) => freeBytes > 0 && totalBytes >= freeBytes)
	).toBe(true);
	await expect(statusPage(null)).rejects.toMatchObject({ code: 'NotSignedIn' });
});

test('a worker is alive while its heart beats, and is gone when it stops in good order', async () => {
	const stop = await startHeartbeat({ version: '1.2.3' });
	const workers = await seen((page) => page.workers);
	expect(workers).toMatchObject([
		{ pid: process.pid, version: '1.2.3', isAlive: true, working: [] }
	]);
	await stop();
	expect(await seen((page) => page.workers)).toEqual([]);
});

test('jobs that wait are counted, and those that are done', async () => {
	for (const runId of [1, 2]) await enqueue({ ...order, runId, attempt: 'counted' });
	expect(await jobsOf('rank')).toMatchObject({ waiting: 2, active: 0, doneHour: 0 });
	expect((await jobsOf('rank'))?.oldestAt).toBeInstanceOf(Date);
	const worker = consumeJobs(handlers('rank', () => Promise.resolve()));
	await vi.waitFor(
		async () =>
			expect(await jobsOf('rank')).toMatchObject({
				waiting: 0,
				active: 0,
				doneHour: 2,
				done10min: 2
			}),
		PATIENT
	);
	await worker.close();
});

describe('paused jobs', () => {
	test('wait until somebody lets them go on; who paused them is shown', async () => {
		const sentence = await pauseJobs(
			{ user: manager },
			{ commandId: commandId(), kind: 'deliver', paused: 'true' }
		);
		expect(sentence).toMatch(/^Deliver: new jobs wait now/);
		expect(await jobsOf('deliver')).toMatchObject({ isPaused: true, pausedBy: { name: 'MIA' } });
		const done: Job[] = [];
		const worker = consumeJobs(handlers('deliver', (job) => Promise.resolve(void done.push(job))));
		await enqueue({ kind: 'deliver', deliveryId: 'x' });
		expect(await jobsOf('deliver')).toMatchObject({ waiting: 1 });
		expect(done).toEqual([]);
		await pauseJobs({ user: manager }, { commandId: commandId(), kind: 'all', paused: false });
		await vi.waitFor(() => expect(done).toHaveLength(1), PATIENT);
		expect(await jobsOf('deliver')).toMatchObject({ isPaused: false, pausedBy: null });
		await worker.close();
		const events = await auditEventsOf(store(), 'jobs deliver');
		expect(events.map(({ action, byName }) => [action, byName])).toEqual([
			['pauseJobs', 'MIA'],
			['resumeJobs', 'MIA']
		]);
	});

	test.each(['viewer', 'vetter'] as const)('are not paused by a %s', async (role) => {
		const user = role === 'viewer' ? eve : ben;
		const wish = { commandId: commandId(), kind: 'all', paused: true };
		await expect(pauseJobs({ user }, wish)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(retryJob({ user }, change('rank', 'x'))).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		await expect(cancelJob({ user }, change('rank', 'x'))).rejects.toMatchObject({
			code: 'NotPermitted'
		});
	});

	test.each([
		[{ kind: 'queues', paused: true }, 'kind'],
		[{ kind: 'rank', paused: 'perhaps' }, 'paused'],
		[{ kind: 'rank', paused: true, commandId: 'x' }, 'commandId']
	])('are not paused by %j', async (wish, field) => {
		const sent = { commandId: commandId(), ...wish };
		await expect(pauseJobs({ user: manager }, sent)).rejects.toMatchObject({
			code: 'Invalid',
			field
		});
	});
});

describe('a job that fails', () => {
	let broken = true;
	let worker: ReturnType<typeof consumeJobs>;
	beforeAll(() => {
		worker = consumeJobs(
			handlers('watchRun', (job) => {
				const { runId } = job as Extract<Job, { kind: 'watchRun' }>;
				if (broken) throw new UnrecoverableError(`/data/run${runId}/x.parquet has ${runId} rows`);
				return Promise.resolve();
			})
		);
	});
	afterAll(() => worker.close());

	test('is kept with its reason; failures of one cause are one line with their runs', async () => {
		for (const runId of [1, 2]) await enqueue({ kind: 'watchRun', runId, attempt: 'fails' });
		await vi.waitFor(async () => {
			expect(await seen(({ failed }) => failed)).toHaveLength(2);
		}, PATIENT);
		const { causes } = await seen(({ errors }) => errors);
		expect(causes).toMatchObject([
			{
				cause: '<file> has <number> rows',
				failed: 2,
				runs: [
					{ id: 2, name: 'south' },
					{ id: 1, name: 'north' }
				]
			}
		]);
		expect(causes[0].firstAt.getTime()).toBeLessThanOrEqual(causes[0].lastAt.getTime());
	}, 90_000);

	test('is tried again once, however often that is asked for', async () => {
		broken = false;
		const sent = change('watchRun', 'watchRun-1-fails');
		const sentences = await Promise.all([1, 2, 3].map(() => retryJob({ user: manager }, sent)));
		expect(new Set(sentences).size).toBe(1);
		await vi.waitFor(
			async () =>
				expect(await jobQueue('watchRun').getJobState('watchRun-1-fails')).toBe('completed'),
			PATIENT
		);
		await expect(
			retryJob({ user: manager }, change('watchRun', 'watchRun-1-fails'))
		).rejects.toMatchObject({ code: 'Conflict', field: 'jobId' });
		const audited = await auditEventsOf(store(), 'jobs watchRun');
		expect(audited.filter(({ action }) => action === 'retryJob')).toHaveLength(1);
	});

	test('is taken out', async () => {
		await cancelJob({ user: manager }, change('watchRun', 'watchRun-2-fails'));
		expect(await seen(({ failed }) => failed)).toEqual([]);
	});

	test('and is of an attempt that is over is not retried, as its run has gone on', async () => {
		await jobQueue('publish').add(
			'publish',
			{ kind: 'publish', runId: 1, attempt: 'old' },
			{ jobId: 'publish-1-old' }
		);
		await expect(retryJob({ user: manager }, change('publish', 'publish-1-old'))).rejects.toThrow(
			'an earlier attempt of run north'
		);
		await jobQueue('publish').remove('publish-1-old');
	});
});

test('images that came in are counted by the hour and by the day, gaps and all', async () => {
	const hour = 3_600_000;
	const now = Date.now();
	const images = [0, 0, 2, 40].map((hoursAgo, id) => ({
		...{ _id: id + 1, name: `${id}.fits`, ingestedAt: new Date(now - hoursAgo * hour) },
		footprint: { type: 'Point', coordinates: [0, 0] }
	}));
	await collection<{ _id: number; name: string; [field: string]: unknown }>(
		store(),
		'images'
	).insertMany([...images, { _id: 9, name: 'old.fits', footprint: images[0].footprint }], {
		bypassDocumentValidation: true
	});
	const arrived = await seen(({ arrivals }) => arrivals);
	expect(arrived.hours).toHaveLength(24);
	expect(arrived.hours.at(-1)?.images).toBe(2);
	expect(arrived.hours.at(-3)?.images).toBe(1);
	expect(arrived.days.reduce((sum, { images }) => sum + images, 0)).toBe(4);
	expect(arrived).toMatchObject({ before: 1, latest: { at: images[0].ingestedAt } });
});

describe('an engine that is away', () => {
	let blackHole: Server;
	let port: number;
	beforeAll(async () => {
		// Takes every connection and never says a word.
		blackHole = createServer(() => undefined);
		await new Promise<void>((resolve) => blackHole.listen(0, '127.0.0.1', resolve));
		const address = blackHole.address();
		port = typeof address === 'object' && address ? address.port : 0;
	});
	afterAll(() => blackHole.close());

	test('does not hold the page up when it hangs, and is named', async () => {
		const { MEILI_URL } = config();
		config().MEILI_URL = `http://127.0.0.1:${port}`;
		const began = Date.now();
		const page = await statusPage(eve);
		config().MEILI_URL = MEILI_URL;
		expect(Date.now() - began).toBeLessThan(5000);
		expect(page.engines.map(({ name, state }) => `${name} ${state}`)).toContain('Meilisearch down');
		expect(page.engines.find(({ name }) => name === 'Meilisearch')?.problem).toMatch(
			/searches find only what is typed exactly/
		);
		expect('value' in page.jobs).toBe(true);
	});

	test('does not hold the page up when Redis hangs: what needs it says so, the rest is there', async () => {
		const { REDIS_URL } = config();
		await closeProducers();
		closeRedis();
		config().REDIS_URL = `redis://127.0.0.1:${port}`;
		const began = Date.now();
		const page = await statusPage(eve);
		const wish = { commandId: commandId(), kind: 'rank', paused: true };
		await expect(pauseJobs({ user: manager }, wish)).rejects.toMatchObject({ code: 'Unavailable' });
		config().REDIS_URL = REDIS_URL;
		closeRedis();
		expect(Date.now() - began).toBeLessThan(12_000);
		expect(page.engines.find(({ name }) => name === 'Redis')).toMatchObject({ state: 'down' });
		for (const part of [page.jobs, page.workers, page.failed])
			expect(part).toMatchObject({
				problem: expect.stringMatching(/no answer within 2 s/) as string
			});
		expect('value' in page.errors && 'value' in page.arrivals).toBe(true);
		const audited = await auditEventsOf(store(), 'jobs rank');
		expect(audited.map(({ action }) => action)).not.toContain('pauseJobs');
	}, 20_000);

	test('a directory that is gone is named, the others are not', async () => {
		const { RAW_IMAGE_DIR } = config();
		config().RAW_IMAGE_DIR = '/nowhere/at/all';
		const { disks } = await statusPage(eve);
		config().RAW_IMAGE_DIR = RAW_IMAGE_DIR;
		expect(disks.map(({ what, problem }) => [what, problem !== ''])).toEqual([
			['Data', false],
			['Runs', false],
			['Raw images', true]
		]);
	});
});
