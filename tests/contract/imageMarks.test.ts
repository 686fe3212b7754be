import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markImage, undoMark } from '#server/commands/images/markImage.ts';
import { reworkForRanking } from '#server/commands/images/reworkForRanking.ts';
import { startRework, stopRework } from '#server/commands/images/requestRework.ts';
import { clearRun } from '#server/commands/runs/clearRun.ts';
import { conspicuousSources } from '#server/commands/queues/conspicuousSources.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { onAnnouncement } from '#server/jobs/announce.ts';
import { goodMetrics } from '#server/queries/goodMetrics.ts';
import { imagesPage } from '#server/queries/images.ts';
import { marksOfImages } from '#server/queries/imageMarks.ts';
import { answer } from '#server/queries/sources/answer.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, store } from '#server/store/client.ts';
import { badImagesKey, marksOf } from '#server/store/imageMarks.ts';
import { beginRework, findRework, noteRework, readyVariant } from '#server/store/reworks.ts';
import type { NewSource } from '#server/store/sources.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { eta } from '#science/variability/eta.ts';
import { eventually } from '../kit/eventually.ts';
import { commandId, insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';
import { makeImage } from './imageBuilders.ts';

ownInstallation();
const GENERATION = { runId: 1, revision: 1 };
/** Peak fluxes over the four images, the last of which is bad. */
const FLUXES: Record<number, number[]> = {
	11: [10, 14, 9.9, 30],
	12: [5, 5.05, 4.95],
	13: [NaN, NaN, NaN, 8]
};
let ben: User;
let eve: User;
let run: Run;

/** A source that was measured in those images in which its flux is a number. */
function sourceOver(id: number, fluxes: number[]): NewSource {
	const images = [1, 2, 3, 4].filter((image) => fluxes[image - 1] > 0);
	const of = <T>(value: (image: number) => T) => images.map(value);
	const flux = of((image) => fluxes[image - 1]);
	return newSource(id, {
		...{ runId: 1, ra: 150 + id / 1000, dec: -30, objectId: `object${id}`, revision: 1 },
		nMeas: images.length,
		etaPeak: 4000,
		avgFluxPeak: flux[0],
		lightCurve: {
			mjd: of((image) => 60310 + image),
			...{ fluxPeak: flux, fluxInt: flux },
			...{ fluxPeakErr: of(() => 0.1), fluxIntErr: of(() => 0.1), localRms: of(() => 0.2) },
			...{ frequencyMhz: of(() => 887.5), imageId: images, forced: of(() => false) },
			measurementId: of((image) => measurementId(id, image)),
			measurementName: of((image) => `m${image}`),
			...{ ra: of(() => 150), dec: of(() => -30), d2d: of(() => 0), dr: of(() => 0) }
		}
	});
}

const measurementId = (source: number, image: number) => image * 100 + source;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	for (const image of [1, 2, 3, 4])
		await makeImage(
			image,
			Object.entries(FLUXES).flatMap(([id, fluxes]) =>
				fluxes[image - 1] > 0
					? [{ id: measurementId(Number(id), image), ra: 150, dec: -30, flux: fluxes[image - 1] }]
					: []
			)
		);
	run = await makeRun(1, 'first');
	await collection<{ _id: number }>(store(), 'runs').updateOne(
		{ _id: 1 },
		{ $set: { imageIds: [1, 2, 3, 4], nSources: 3 } }
	);
	run = { ...run, imageIds: [1, 2, 3, 4], nSources: 3 };
	await insertAll(Object.entries(FLUXES).map(([id, fluxes]) => sourceOver(Number(id), fluxes)));
});
afterAll(closeProducers);

const mark = (imageId: number, kind: string, reason = 'it rained', user = ben) =>
	markImage({ user }, { commandId: commandId(), imageId, mark: kind, reason });

/** What the job of the latest request does. */
async function workOut(): Promise<boolean> {
	const doc = await collection<{ _id: number; attempt: string }>(store(), 'reworks').findOne({
		_id: 1
	});
	const job = { runId: 1, attempt: doc?.attempt ?? '' };
	const isWhole = await reworkForRanking(job);
	if (isWhole) await noteRework(store(), job, { state: 'done' });
	return isWhole;
}

describe('a mark', () => {
	test('is made by vetters, with a reason unless the image is good', async () => {
		await expect(mark(1, 'bad', 'x', eve)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(mark(1, 'bad', '  ')).rejects.toMatchObject({ code: 'Invalid', field: 'reason' });
		await expect(mark(1, 'awful')).rejects.toMatchObject({ code: 'Invalid', field: 'mark' });
		await expect(mark(99, 'bad')).rejects.toMatchObject({ code: 'NotFound', field: 'imageId' });
		await expect(markImage({ user: ben }, { imageId: { $gt: 0 } })).rejects.toMatchObject({
			code: 'Invalid'
		});
		await mark(1, 'good', '');
		expect(await marksOfImages(eve, [1, 2])).toMatchObject({ 1: { kind: 'good', byName: 'BEN' } });
	});

	test('stands in place of the one before, which stays in the record', async () => {
		await mark(2, 'uncertain', 'a stripe');
		await mark(2, 'bad', 'two stripes');
		expect(await marksOf(store(), 2)).toMatchObject([
			{ kind: 'uncertain', reason: 'a stripe', byName: 'BEN' },
			{ kind: 'bad', reason: 'two stripes' }
		]);
		expect(await auditEventsOf(store(), 'image 2')).toHaveLength(2);
	});

	test('is taken back once, and what stood before stands again', async () => {
		const [, latest] = await marksOf(store(), 2);
		const undo = { commandId: commandId(), imageId: 2, markId: latest.id };
		await undoMark({ user: ben }, undo);
		await undoMark({ user: ben }, undo);
		const stale = undoMark({ user: ben }, { ...undo, commandId: commandId() });
		await expect(stale).rejects.toMatchObject({ code: 'Conflict', field: 'markId' });
		expect(await marksOf(store(), 2)).toHaveLength(3);
		expect(await marksOfImages(ben, [2])).toMatchObject({ 2: { kind: 'uncertain' } });
		const again = (await marksOf(store(), 2)).at(-1);
		await undoMark({ user: ben }, { commandId: commandId(), imageId: 2, markId: again?.id });
		expect((await imagesPage(ben, new URLSearchParams('mark=bad'))).rows).toEqual([]);
	});

	test('given by two people at once leaves one standing', async () => {
		const all = await Promise.allSettled(
			Array.from({ length: 6 }, (_, i) => mark(3, i % 2 ? 'good' : 'uncertain'))
		);
		expect(all.some(({ status }) => status === 'fulfilled')).toBe(true);
		const standing = collection(store(), 'imageMarks').countDocuments({ imageId: 3, stands: true });
		expect(await standing).toBe(1);
	});

	test('is announced to the image’s page, the list and its runs', async () => {
		const heard: string[] = [];
		const stop = await onAnnouncement(({ topic, kind }) => {
			if (kind === 'mark') heard.push(topic);
		});
		await mark(1, 'uncertain');
		await eventually(() => heard.toSorted()).toEqual(['image-1', 'images', 'run-1']);
		stop();
	});
});

describe('numbers without bad images', () => {
	test('are those of the run until an image is bad, and until they are worked out', async () => {
		expect(await badImagesKey(store(), 1)).toBe('');
		await mark(4, 'bad', 'a storm');
		expect(await badImagesKey(store(), 1)).toMatch(/^without-/);
		expect(await findRework(store(), 1)).toMatchObject({ state: 'waiting', runName: 'first' });
		expect(await readyVariant(store(), GENERATION)).toBe('');
		expect(await goodMetrics(ben, 11)).toBeNull();
	});

	test('leave the bad image’s measurements out of the sources that have them', async () => {
		expect(await workOut()).toBe(true);
		const own = [10, 14, 9.9];
		expect(await goodMetrics(ben, 11)).toMatchObject({
			nMeas: 3,
			nMeasSel: 3,
			maxFluxPeak: 14,
			minFluxInt: 9.9,
			etaPeak: eta(own, [0.1, 0.1, 0.1]),
			maxSnr: 14 / 0.2
		});
		expect(await goodMetrics(ben, 12)).toBeNull();
		expect(await goodMetrics(ben, 13)).toMatchObject({ nMeas: 0, etaPeak: 0, avgFluxPeak: NaN });
	});

	test('are what a question on that basis is answered by, and the run’s own stay', async () => {
		const asked = async (address: string) => {
			const { query } = readSourceQuery(new URLSearchParams(`run=1&${address}`));
			const { parts } = await answer(ben, query);
			const [{ columns, rows }] = parts;
			const ids = await columns.read('sourceId');
			return Array.from(rows, (row) => ids[row]);
		};
		expect(await asked('min_nMeas=4')).toEqual([11]);
		expect(await asked('min_nMeas=4&basis=good')).toEqual([]);
		expect(await asked('min_nMeas=3&basis=good')).toEqual([11, 12]);
		expect(await asked('max_nMeas=0&basis=good')).toEqual([13]);
	});

	test('rank the sources, and the reason says what is left out', async () => {
		// Source 12 has nothing to do with the image; 11 still has a pair of epochs that differ without it.
		await mark(4, 'uncertain');
		const before = (await conspicuousSources(store(), run)).map(({ objectId }) => objectId);
		await mark(4, 'bad', 'a storm');
		await workOut();
		const [first] = await conspicuousSources(store(), run);
		expect(first.objectId).toBe('object11');
		expect(first.reasons).toEqual([
			{
				rule: 'pair',
				text: expect.stringContaining('(without 1 measurement in bad images)') as string
			}
		]);
		expect(before).toEqual([]);
	});

	test('are dropped when the image is bad no longer', async () => {
		await mark(4, 'good', '');
		await workOut();
		expect(await goodMetrics(ben, 11)).toBeNull();
		expect(await collection(store(), 'goodMetrics').countDocuments()).toBe(0);
	});

	test('can be stopped and asked for again, by those who may mark', async () => {
		await mark(4, 'bad', 'a storm');
		const ask = (user: User) => ({ commandId: commandId(), runId: 1, user });
		await expect(stopRework({ user: eve }, ask(eve))).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		await stopRework({ user: ben }, ask(ben));
		expect(await workOut()).toBe(false);
		expect(await readyVariant(store(), GENERATION)).toBe('');
		expect((await imagesPage(ben, new URLSearchParams())).reworks).toMatchObject([
			{ state: 'cancelled', runName: 'first' }
		]);
		await expect(stopRework({ user: ben }, ask(ben))).rejects.toMatchObject({ code: 'Conflict' });
		await startRework({ user: ben }, ask(ben));
		expect(await workOut()).toBe(true);
		expect((await imagesPage(ben, new URLSearchParams())).reworks).toEqual([]);
	});

	test('of an attempt that another has overtaken are not called whole', async () => {
		const asked = { runId: 1, runName: 'first', revision: 1, variant: 'x' };
		await beginRework(store(), { ...asked, attempt: 'later' });
		expect(await reworkForRanking({ runId: 1, attempt: 'earlier' })).toBe(false);
		expect(await readyVariant(store(), GENERATION)).toBe('');
	});

	test('go with their run, and marks with images that no other run uses', async () => {
		await mark(4, 'bad', 'a storm');
		await workOut();
		await makeRun(2, 'second');
		await collection<{ _id: number }>(store(), 'runs').updateOne(
			{ _id: 2 },
			{ $set: { imageIds: [4] } }
		);
		await mark(3, 'uncertain');
		const kept = ['goodMetrics', 'reworks', 'sourceColumns'];
		for (const name of kept)
			expect(await collection(store(), name).countDocuments(), name).toBeGreaterThan(0);
		await clearRun({ user: null }, { runId: 1, files: 'nothing' });
		const left = (name: string) =>
			collection<{ _id: number; runId?: number }>(store(), name).countDocuments({
				$or: [{ _id: 1 }, { runId: 1 }]
			});
		expect(await Promise.all(kept.map(left))).toEqual([0, 0, 0]);
		expect(await marksOf(store(), 3)).toEqual([]);
		expect((await marksOf(store(), 4)).length).toBeGreaterThan(0);
	});
});
