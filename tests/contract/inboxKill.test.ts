import { basename } from 'node:path';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { User } from '#schema/user.ts';
import type { Run } from '#schema/run.ts';
import { store } from '#server/store/client.ts';
import { findRunDoc } from '#server/store/runs.ts';
import type { Child } from '../kit/child.ts';
import { seeded } from '../kit/seeded.ts';
import { dropAll, part } from '../kit/inboxFiles.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { epochOnce, epochsOf, inboxFor, QUICK } from './inboxRuns.ts';
import { documents, newRun, now, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const workers: Child[] = [];
/** MongoDB keeps what a dead worker’s transaction has locked for up to a minute. */
const PATIENCE_MS = 100_000;
let survey: SurveyFiles;
let manager: User;
let run: Run;
let directory: string;

function worker(): Child {
	const started = startWorker(environment, QUICK);
	workers.push(started);
	return started;
}

beforeAll(async () => {
	survey = writeSurvey(environment, 'survey', { epochs: 7, sources: 80 });
	manager = await makeUser('manager', 'runManager');
	const first = worker();
	run = await processed(await newRun('watched', configFor(part(survey, 0, 2))));
	directory = await inboxFor(run, { user: manager, environment });
	await first.stop();
}, 90_000);
afterEach(() => Promise.all(workers.splice(0).map((working) => working.stop())));

const random = seeded(8);
/** Until what, and how long after it, the worker lives. */
const MOMENTS: [string, (states: string[]) => boolean, number][] = [
	['as files arrive', () => true, random() * 900],
	['when epochs are complete', (states) => states.length > 0, random() * 100],
	['as the run starts', (states) => states.includes('processing'), random() * 60],
	['in the middle of the run', (states) => states.includes('processing'), 300 + random() * 500],
	['before the queue is filled', (states) => states.includes('published'), random() * 30]
];

test.each(MOMENTS)(
	'a worker killed %s: nothing is lost and nothing comes twice',
	async (_when, reached, laterMs) => {
		const before = await now(run);
		const batch = part(survey, before.nImages, before.nImages + 2);
		const known = new Set((await epochsOf(run)).map(({ id }) => id));
		const first = worker();
		dropAll(batch, directory);
		await vi.waitUntil(
			async () => {
				const fresh = (await epochsOf(run)).filter(({ id }) => !known.has(id));
				return reached(fresh.map(({ state }) => state)) || fresh.every(isDone(fresh.length));
			},
			{ timeout: 40_000, interval: 5 }
		);
		await new Promise((resolve) => setTimeout(resolve, laterMs));
		await first.kill9();
		worker();
		for (const image of batch.images)
			await epochOnce(run, basename(image), ({ state }) => state === 'done', PATIENCE_MS);
		const doc = await findRunDoc(store(), run.id);
		expect(doc).toMatchObject({ status: 'END', error: null, nImages: before.nImages + 2 });
		const names = doc?.basis?.inputs.epochs.flatMap(({ image }) => image) ?? [];
		expect(new Set(names).size).toBe(before.nImages + 2);
		expect(await documents('images')).toHaveLength(before.nImages + 2);
		const epochs = await epochsOf(run);
		expect(epochs.filter(({ id }) => !known.has(id))).toHaveLength(2);
		expect(epochs.every(({ state }) => state === 'done')).toBe(true);
		const candidates = await documents('candidates');
		expect(new Set(candidates.map((one) => String(one.objectId))).size).toBe(candidates.length);
	},
	PATIENCE_MS + 60_000
);

const isDone = (n: number) => (epoch: { state: string }) => n > 0 && epoch.state === 'done';

test(
	'of two workers one watches; the other goes on when it is killed',
	async () => {
		const before = await now(run);
		const pair = [worker(), worker()];
		dropAll(part(survey, before.nImages, before.nImages + 1), directory);
		const first = basename(survey.images[before.nImages]);
		await epochOnce(run, first, ({ state }) => state === 'done', PATIENCE_MS);
		await pair[0].kill9();
		dropAll(part(survey, before.nImages + 1, before.nImages + 2), directory);
		const second = basename(survey.images[before.nImages + 1]);
		await epochOnce(run, second, ({ state }) => state === 'done', PATIENCE_MS);
		expect((await now(run)).nImages).toBe(before.nImages + 2);
	},
	2 * PATIENCE_MS
);
