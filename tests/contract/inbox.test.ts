import { basename, join } from 'node:path';
import {
	appendFileSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	symlinkSync,
	unlinkSync,
	writeFileSync
} from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { latencyOf, type InboxEpoch } from '#schema/inbox.ts';
import { store } from '#server/store/client.ts';
import { latencies } from '#server/store/inboxEpochs.ts';
import { findRunDoc } from '#server/store/runs.ts';
import type { Child } from '../kit/child.ts';
import { drop, dropAll, dropHalf, part, placeOf } from '../kit/inboxFiles.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { epochOnce, epochsOf, inboxFor, PATIENCE_MS, QUICK } from './inboxRuns.ts';
import { ended, newRun, now, pipelineInstallation, start } from './pipelineRuns.ts';

const environment = pipelineInstallation();
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
let survey: SurveyFiles;
let run: Run;
let manager: User;
let directory: string;
let worker: Child;

beforeAll(async () => {
	survey = writeSurvey(environment, 'survey', { epochs: 8, sources: 60 });
	manager = await makeUser('manager', 'runManager');
	worker = startWorker(environment, QUICK);
	run = await newRun('watched', configFor(part(survey, 0, 4)));
	await start(run);
	run = await ended(run, PATIENCE_MS);
	expect(run).toMatchObject({ status: 'END', error: null, nImages: 4 });
	directory = await inboxFor(run, { user: manager, environment });
}, 2 * PATIENCE_MS);
afterAll(() => worker.stop());

/** What becomes of a file is written down before the file is moved. */
const isMoved = ({ state, movedTo }: InboxEpoch) => state === 'quarantined' && movedTo !== null;
const name = (k: number) => basename(survey.images[k]);

test('an epoch that arrives is processed with no one at the keyboard, and every step is timed', async () => {
	dropAll(part(survey, 4, 5), directory);
	const epoch = await epochOnce(run, name(4), ({ state }) => state === 'done');
	const after = await now(run);
	expect(after).toMatchObject({ status: 'END', error: null, nImages: 5 });
	const { toComplete, toStarted, toPublished, toQueued } = latencyOf(epoch);
	const steps = [toComplete, toStarted, toPublished, toQueued].map(Number);
	expect([...steps].sort((a, b) => a - b)).toEqual(steps);
	expect(await latencies(store(), new Date(0))).toMatchObject([{ name: name(4), runId: run.id }]);
});

test('a half-written image and a half-written catalogue are waited for', async () => {
	const [image] = part(survey, 5, 6).images;
	dropHalf(image, directory);
	drop(part(survey, 5, 6).noise, directory);
	const [catalogue] = part(survey, 5, 6).catalogues;
	dropHalf(catalogue, directory, 0.5);
	const waiting = await epochOnce(run, name(5), ({ reason }) =>
		/^Not whole yet/.test(reason ?? '')
	);
	expect(waiting.state).toBe('waiting');
	const target = placeOf(image, directory);
	appendFileSync(target, readFileSync(image).subarray(readFileSync(target).length));
	drop([catalogue], directory);
	await epochOnce(run, name(5), ({ state }) => state === 'done');
	expect((await now(run)).nImages).toBe(6);
});

test('a catalogue without its image waits and says for what', async () => {
	const { catalogues, images, noise } = part(survey, 6, 7);
	drop(catalogues, directory);
	const key = basename(images[0], '.fits')
		.toLowerCase()
		.replaceAll(/[._-]+/g, '.');
	const waiting = await epochOnce(run, key, ({ state }) => state === 'waiting');
	expect(waiting.reason).toMatch(/^Waiting for the image and noise map of/);
	drop(images, directory);
	await epochOnce(
		run,
		name(6),
		({ reason }) => reason === `Waiting for the noise map of ${name(6)}.`
	);
	drop(noise, directory);
	await epochOnce(run, name(6), ({ state }) => state === 'done');
	expect((await epochsOf(run)).some(({ state }) => state === 'waiting')).toBe(false);
});

test('the same image again is passed over, under its name and under another', async () => {
	mkdirSync(join(directory, 'again'), { recursive: true });
	copyFileSync(survey.images[4], join(directory, 'again', name(4)));
	const again = await epochOnce(run, name(4), ({ state }) => state === 'duplicate');
	expect(again.reason).toBe(`Run watched has ${name(4)} already.`);
	const { catalogues, noise } = part(survey, 4, 5);
	copyFileSync(survey.images[4], join(directory, 'images', 'other.fits'));
	copyFileSync(noise[0], join(directory, 'noise', 'other.fits'));
	copyFileSync(
		catalogues[0],
		join(directory, 'catalogues', `other.${catalogues[0].split('.').at(-1)}`)
	);
	const twin = await epochOnce(run, 'other.fits', ({ state }) => state === 'duplicate');
	expect(twin.reason).toBe(`The same image as ${name(4)}, under another name.`);
});

test('an image replaced by another of its name is quarantined; what was processed stays where it is', async () => {
	const target = placeOf(survey.images[5], directory);
	writeFileSync(target, readFileSync(survey.images[7]));
	const replaced = await epochOnce(run, name(5), ({ state }) => state === 'quarantined');
	expect(replaced).toMatchObject({ movedTo: null });
	expect(replaced.reason).toMatch(/with other content is known already/);
	expect(existsSync(target)).toBe(true);
	writeFileSync(target, readFileSync(survey.images[5]));
});

test('two files of one name: the second is moved into quarantine with the reason', async () => {
	const { images } = part(survey, 7, 8);
	drop(images, directory);
	await epochOnce(run, name(7), ({ state }) => state === 'waiting');
	const second = join(directory, 'again', name(7));
	writeFileSync(second, readFileSync(survey.images[6]));
	const epoch = await epochOnce(run, name(7), isMoved);
	expect(epoch.reason).toMatch(/which came first, and other content/);
	expect(epoch.movedTo).toBe(join(directory, 'quarantine', name(7)));
	expect(existsSync(second)).toBe(false);
	expect(existsSync(join(directory, 'quarantine', name(7)))).toBe(true);
});

test('a file that stays bad is quarantined, and a good one in its place is taken', async () => {
	const { catalogues, noise } = part(survey, 7, 8);
	drop(noise, directory);
	const target = placeOf(catalogues[0], directory);
	writeFileSync(target, 'no catalogue at all\n');
	const bad = await epochOnce(run, basename(target), isMoved);
	expect(bad.reason).toContain(target);
	expect(existsSync(target)).toBe(false);
	drop(catalogues, directory);
	await epochOnce(run, name(7), ({ state }) => state === 'done');
});

test('a link that leads out of the readable directories is not followed', async () => {
	const link = join(directory, 'images', 'secret.fits');
	symlinkSync('/etc/hostname', link);
	const epoch = await epochOnce(run, 'secret.fits', ({ state }) => state === 'quarantined');
	expect(epoch.reason).toContain('outside the directories this server may read');
	if (existsSync(link)) unlinkSync(link);
});

test('epochs dropped at once are taken in one go, in date order, none lost and none twice', async () => {
	const rest = part(survey, 8, 16);
	// The latest first, as a careless copy may bring them.
	for (let k = 15; k >= 8; k--) dropAll(part(survey, k, k + 1), directory);
	for (const image of rest.images)
		await epochOnce(run, basename(image), ({ state }) => state === 'done', 120_000);
	const doc = await findRunDoc(store(), run.id);
	expect(doc).toMatchObject({ status: 'END', nImages: 16 });
	const listed = doc?.basis?.inputs.epochs.flatMap(({ image }) =>
		image.map((path) => basename(path))
	);
	expect(listed?.toSorted()).toEqual(survey.images.map((path) => basename(path)));
	const done = (await epochsOf(run)).filter(({ state }) => state === 'done');
	const dates = listed
		?.slice(8)
		.map((added) => done.find((epoch) => epoch.name === added)?.observedAt?.getTime() ?? NaN);
	expect(dates).toEqual(dates?.toSorted((a, b) => a - b));
	expect(done.map((epoch) => epoch.name).sort()).toEqual(
		survey.images.slice(4).map((path) => basename(path))
	);
	expect(new Set(done.slice(0, 8).map(({ startedAt }) => startedAt?.getTime())).size).toBeLessThan(
		3
	);
});
