import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	adoptCalibration,
	dropCalibration,
	makeCalibration
} from '#server/commands/scores/calibrations.ts';
import { labelledScores } from '#server/commands/scores/labelledScores.ts';
import { scoresPage } from '#server/queries/scoresPage.ts';
import { sourceScore } from '#server/queries/sourceScore.ts';
import { onAnnouncement } from '#server/jobs/announce.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, inTransaction, store } from '#server/store/client.ts';
import { insertVerdict } from '#server/store/verdicts.ts';
import type { Announcement } from '#schema/announcement.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { showsScores } from '#ui/score/showsScores.ts';
import { eventually } from '../kit/eventually.ts';
import { commandId, makeCandidate, makeQueue, makeUser, ownInstallation } from './builders.ts';
import { makeImages, makeScoredRun, scored, simulated } from './scoreBuilders.ts';

ownInstallation();

const ESES = [11, 12, 13, 14, 15];
const STEADY = Array.from({ length: 26 }, (_, i) => 101 + i);
let ana: User;
let ben: User;
/** Of each source. */
const objects = new Map<number, string>();

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	await makeImages();
	const sources = [
		...ESES.map((id) => simulated(id, 'ese', { runId: 1 })),
		...STEADY.map((id) => simulated(id, 'steady', { runId: 1 }))
	];
	await makeScoredRun(1, sources);
	for (const { id, objectId } of sources) objects.set(id, objectId ?? '');
	await scored(1);
});
afterAll(closeProducers);

/** A verdict of the votes on a source's object, in this queue. */
async function settle(queue: Queue, sourceId: number, classKey: string): Promise<string> {
	const objectId = objects.get(sourceId) ?? '';
	const { id: candidateId } = await makeCandidate(queue, { objectId });
	const by = { ruleId: 'agreed', ruleVersion: 1, sentence: 'seen', byId: null, byName: null };
	const of = { candidateId, objectId, queueId: queue.id, round: 1, taxonomyVersion: 1 };
	await inTransaction(store(), (transaction) =>
		insertVerdict(store(), { ...of, ...by, classKey, voteIds: [], at: new Date() }, transaction)
	);
	return candidateId;
}

const make = (user = ana, method: unknown = 'platt') =>
	makeCalibration({ user }, { commandId: commandId(), method });
const adopt = (calibrationId: unknown, user = ana) =>
	adoptCalibration({ user }, { commandId: commandId(), calibrationId });
const drop = (calibrationId: string, user = ana) =>
	dropCalibration({ user }, { commandId: commandId(), calibrationId });
const scoreOf = async (id: number) => {
	const standing = await sourceScore({ id, runId: 1, revision: 1 }, 0);
	if (standing.state !== 'scored') throw new Error(standing.state);
	return standing.score;
};

describe('a calibration', () => {
	test('is refused with too few verdicts, saying how many are missing', async () => {
		await expect(make()).rejects.toMatchObject({
			code: 'Conflict',
			message: expect.stringContaining(
				'Missing: 30 more objects in all, 5 more ESEs, 5 more objects of other classes.'
			) as string
		});
		const queue = await makeQueue();
		for (const id of STEADY) await settle(queue, id, 'scintillation');
		for (const id of ESES.slice(0, 4)) await settle(queue, id, 'ese');
		await expect(make()).rejects.toThrow('Missing: 1 more ESE.');
	});

	test('learns nothing from what is sealed, until it is revealed', async () => {
		const sealed = await makeQueue('chair');
		const candidateId = await settle(sealed, ESES[4], 'ese');
		expect(await labelledScores(store())).toHaveLength(30);
		expect((await scoresPage(ben)).labelled).toEqual({ nObjects: 30, nEvents: 4 });
		await expect(make()).rejects.toThrow('Missing: 1 more ESE.');
		await collection<{ _id: string }>(store(), 'candidates').updateOne(
			{ _id: candidateId },
			{ $set: { 'state.revealedAt': new Date() } }
		);
		expect(await labelledScores(store())).toHaveLength(31);
	});

	test('leaves out objects that are called both', async () => {
		const other = await makeQueue();
		await settle(other, STEADY[0], 'ese');
		expect(await labelledScores(store())).toHaveLength(30);
	});

	test('is made by curators, by a method there is', async () => {
		await expect(make(ben)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(make(ana, 'magic')).rejects.toMatchObject({ code: 'Invalid', field: 'method' });
		await expect(make(ana, { $ne: 1 })).rejects.toMatchObject({ code: 'Invalid' });
		const made = await make();
		expect(made).toMatchObject({ nObjects: 30, nEvents: 5, adopted: null });
		expect(made.before.bins.reduce((sum, { n }) => sum + n, 0)).toBe(30);
		expect(made.after.brier).toBeLessThan(0.2);
	});

	test('changes nothing before it is adopted; then every probability says so', async () => {
		const made = await make(ana, 'isotonic');
		expect((await scoreOf(ESES[0])).calibrated).toBeNull();
		await adopt(made.id);
		const score = await scoreOf(ESES[0]);
		expect(score.calibrated).toMatchObject({ nObjects: 30, at: made.at });
		expect(score.calibrated?.probability).toBeGreaterThan(0.5);
		expect((await scoreOf(STEADY[5])).calibrated?.probability).toBeLessThan(0.2);
		const [event] = await auditEventsOf(store(), `calibration ${made.id}`).then((events) =>
			events.filter(({ action }) => action === 'adoptCalibration')
		);
		expect(event).toMatchObject({ byName: 'ANA', before: null, after: { nObjects: 30 } });
		expect((await scoresPage(ben)).inUse?.id).toBe(made.id);
	});

	test('takes the place of the one in use, and can be given up', async () => {
		const before = (await scoresPage(ana)).inUse;
		const other = await make();
		await expect(adopt(other.id, ben)).rejects.toMatchObject({ code: 'NotPermitted' });
		await adopt(other.id);
		await expect(adopt(other.id)).rejects.toMatchObject({ code: 'Conflict' });
		const { inUse, calibrations } = await scoresPage(ana);
		expect(inUse?.id).toBe(other.id);
		expect(calibrations.find(({ id }) => id === before?.id)?.dropped).toMatchObject({
			byName: 'ANA'
		});
		await drop(other.id);
		await expect(drop(other.id)).rejects.toMatchObject({ code: 'Conflict' });
		expect((await scoreOf(ESES[0])).calibrated).toBeNull();
		await expect(adopt('nothing')).rejects.toMatchObject({ code: 'NotFound' });
		await expect(adopt({ $gt: '' })).rejects.toMatchObject({ code: 'Invalid' });
	});

	test('is told to open pages with a score when it is adopted or given up, not when it is learnt', async () => {
		const heard: Announcement[] = [];
		const stop = await onAnnouncement((news) => void heard.push(news));
		const made = await make();
		await eventually(() => heard.length).toBe(1);
		expect(heard.filter(showsScores)).toEqual([]);
		await adopt(made.id);
		await eventually(() => heard.filter(showsScores).length).toBe(1);
		await drop(made.id);
		await eventually(() => heard.filter(showsScores).length).toBe(2);
		stop();
	});

	test('is one at a time, whoever adopts at once', async () => {
		const made = await Promise.all([make(), make(), make()]);
		await Promise.allSettled(made.map(({ id }) => adopt(id)));
		const inUse = collection(store(), 'scoreCalibrations').countDocuments({ inUse: true });
		expect(await inUse).toBe(1);
	});

	test('of another version of the method is neither adopted nor shown by', async () => {
		const { inUse } = await scoresPage(ana);
		await collection<{ _id: string }>(store(), 'scoreCalibrations').updateMany(
			{},
			{ $set: { version: 0 } }
		);
		expect((await scoreOf(ESES[0])).calibrated).toBeNull();
		await drop(inUse?.id ?? '');
		await expect(adopt(inUse?.id)).rejects.toMatchObject({ code: 'Conflict' });
	});
});
