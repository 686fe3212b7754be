import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideRetraction, proposeRetraction } from '#server/commands/epochRetractions.ts';
import { markImage } from '#server/commands/images/markImage.ts';
import { conspicuousSources } from '#server/commands/queues/conspicuousSources.ts';
import { ensureRunQueue } from '#server/commands/queues/runQueue.ts';
import { scoreObjects } from '#server/commands/scores/scoreObjects.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { jobQueue } from '#server/jobs/jobQueue.ts';
import { lensFit } from '#server/queries/lensFit.ts';
import { retractionEffects } from '#server/queries/lensFitRetraction.ts';
import { sourcePage } from '#server/queries/sourcePage.ts';
import { collection, store } from '#server/store/client.ts';
import { readScoreColumn } from '#server/store/scoreColumns.ts';
import { findScoring } from '#server/store/scorings.ts';
import { readSource } from '#server/store/sourceReads.ts';
import type { EpochRetraction } from '#schema/epochRetraction.ts';
import type { EseScore } from '#schema/eseScore.ts';
import type { Job } from '#schema/job.ts';
import type { Candidate } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { seeded } from '../kit/seeded.ts';
import { commandId, makeUser, ownInstallation } from './builders.ts';
import {
	attemptOf,
	counted,
	makeImages,
	makeScoredRun,
	scored,
	scoreHere,
	simulated
} from './scoreBuilders.ts';

ownInstallation();

const ESE = 11;
const STEADY = Array.from({ length: 12 }, (_, i) => 101 + i);
let ana: User;
let ben: User;
let run: Run;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	await makeImages();
	run = await makeScoredRun(1, [
		simulated(ESE, 'ese', { runId: 1 }),
		...STEADY.map((id) => simulated(id, 'steady', { runId: 1 }))
	]);
	await scored(1);
});
afterAll(closeProducers);

async function scoresNow(): Promise<Map<number, EseScore>> {
	const found = await collection<EseScore>(store(), 'eseScores').find({ runId: 1 }).toArray();
	return new Map(found.map((score) => [score.sourceId, score]));
}

async function propose(sourceId: number, row: number, more: object = {}): Promise<EpochRetraction> {
	const found = await readSource(store(), sourceId);
	return proposeRetraction(
		{ user: ben },
		{
			...{ commandId: commandId(), objectId: found?.source.objectId, sourceId },
			measurementId: found?.lightCurve.measurementId[row],
			...{ scope: 'measurement', reason: 'a sidelobe', ...more }
		}
	);
}

const decide = (retractionId: string, decision: string) =>
	decideRetraction({ user: ana }, { commandId: commandId(), retractionId, decision });

/** What the job is asked for, oldest first; those are then done with. */
async function asked(): Promise<Extract<Job, { kind: 'score' }>[]> {
	const waiting = await jobQueue('score').getJobs(['waiting', 'prioritized'], 0, -1, true);
	await Promise.all(waiting.map((job) => job.remove()));
	return waiting.map((job) => job.data as Extract<Job, { kind: 'score' }>);
}

const scoredAnew = (sourceIds: number[]) => async () => {
	const objects = await Promise.all(sourceIds.map((id) => readSource(store(), id)));
	const objectIds = objects.flatMap((found) => found?.source.objectId ?? []);
	return scoreObjects({ runId: 1, objectIds }, { scoreBatch: scoreHere });
};

describe('a measurement that does not count any more', () => {
	let proposal: EpochRetraction;
	let before: Map<number, EseScore>;

	test('asks for a score of its object alone once it is agreed, not while it is proposed', async () => {
		before = await scoresNow();
		await asked();
		proposal = await propose(ESE, 20);
		expect(await asked()).toEqual([]);
		await decide(proposal.id, 'agreed');
		expect(await asked()).toMatchObject([
			{ kind: 'score', runId: 1, objectIds: [proposal.objectId] }
		]);
		const page = await sourcePage(ben, String(ESE), new URLSearchParams());
		expect(page).toMatchObject({
			shown: {
				retractions: [{ id: proposal.id, state: 'agreed' }],
				score: { score: { outdated: expect.stringMatching(/scored again/) as string } }
			}
		});
	});

	test('is not in the score, in the column and in the queue’s reason; all else stands', async () => {
		const shownAt = (await findScoring(store(), 1))?.shown?.at;
		counted.scored = 0;
		expect(await scoredAnew([ESE])()).toBe(true);
		expect(counted.scored).toBe(1);
		const after = await scoresNow();
		expect(after.get(ESE)).toMatchObject({ nRetracted: 1, nLeftOut: 0, numbers: { epochs: 47 } });
		expect(after.get(ESE)?.eseScore).not.toBe(before.get(ESE)?.eseScore);
		for (const id of STEADY) expect(after.get(id)).toEqual(before.get(id));
		const column = await readScoreColumn(store(), { runId: 1, revision: 1 }, 13);
		expect(column[0]).toBe(after.get(ESE)?.eseScore);
		const scoring = await findScoring(store(), 1);
		expect(scoring).toMatchObject({ state: 'done', shown: { scored: 13 } });
		expect(scoring?.shown?.at.getTime()).toBeGreaterThan(shownAt?.getTime() ?? Infinity);
		const [first] = await conspicuousSources(store(), run);
		expect(first.reasons[0].text).toMatch(/\(without 1 retracted measurement\)$/);
		expect(await sourcePage(ben, String(ESE), new URLSearchParams())).toMatchObject({
			shown: { score: { score: { outdated: '' } } }
		});
	});

	test('is fitted as it is scored: the same numbers on the lens card as in the score', async () => {
		const score = (await scoresNow()).get(ESE);
		const fit = await lensFit(ben, String(ESE), new URLSearchParams());
		expect(fit.leftOut.retracted).toBe(1);
		expect(fit.eseScore).toBe(score?.eseScore);
		expect(fit.lens?.deltaChi2).toBe(score?.numbers.lens_delta_chi2);
		expect(fit.lens?.numbers.t0Mjd.value).toBe(score?.numbers.lens_t0_mjd);
		expect(fit.lens?.numbers.alpha.value).toBe(score?.numbers.lens_alpha);
		expect(fit.ordinary?.kind).toBe(score?.bestAlternative);
	});

	test('counts again when it is withdrawn, with the very score it had', async () => {
		await decide(proposal.id, 'declined');
		expect(await asked()).toHaveLength(1);
		expect(await scoredAnew([ESE])()).toBe(true);
		const after = (await scoresNow()).get(ESE);
		expect(after).toMatchObject({ nRetracted: 0, eseScore: before.get(ESE)?.eseScore });
	});

	test('asks for nothing when a proposal is declined', async () => {
		const { id } = await propose(ESE, 4);
		await decide(id, 'declined');
		expect(await asked()).toEqual([]);
	});
});

test('a whole image that is agreed on is a bad image: left out once, and back when the mark goes', async () => {
	const { id, imageId } = await propose(ESE, 7, { scope: 'image' });
	await decide(id, 'agreed');
	await scored(1);
	expect((await scoresNow()).get(ESE)).toMatchObject({ nLeftOut: 1, nRetracted: 0 });
	await markImage({ user: ana }, { commandId: commandId(), imageId, mark: 'good', reason: 'fine' });
	await scored(1);
	expect((await scoresNow()).get(ESE)).toMatchObject({ nLeftOut: 0, nRetracted: 0 });
	await decide(id, 'declined');
});

test('while a run is being scored, what is decided has all of it asked for again', async () => {
	await collection(store(), 'eseScores').updateMany({ runId: 1 }, { $set: { fingerprint: 'x' } });
	let attempts: string[] = [];
	const overtaken = scored(1, async (curves) => {
		attempts = [await attemptOf(1)];
		expect(await scoredAnew([ESE])()).toBe(false);
		attempts.push(await attemptOf(1));
		return scoreHere(curves);
	});
	expect(await overtaken).toBe(false);
	expect(new Set(attempts).size).toBe(2);
	expect(await findScoring(store(), 1)).toMatchObject({ state: 'waiting' });
	await scored(1);
});

test('a proposal shows what it would do to the order, before anything is decided', async () => {
	const before = (await scoresNow()).get(ESE);
	const found = await readSource(store(), ESE);
	const of = (row: number, scope: string) => {
		const measurement = String(found?.lightCurve.measurementId[row]);
		return retractionEffects(ben, String(ESE), new URLSearchParams({ measurement, scope }));
	};
	const { effects } = await of(20, 'measurement');
	expect(effects).toHaveLength(1);
	expect(effects[0]).toMatchObject({
		sourceId: ESE,
		score: { before: before?.eseScore },
		place: { before: 1 }
	});
	await ensureRunQueue(1);
	const whole = await of(20, 'image');
	const queued = (await collection(store(), 'candidates').find().toArray()).length;
	expect(whole.effects).toHaveLength(queued);
	expect(whole.effects[0]).toEqual({ ...effects[0], place: whole.effects[0].place });
	expect((await scoresNow()).get(ESE)).toEqual(before);
});

test('a candidate that was in the queue for its score alone stays while its epochs are talked of', async () => {
	const objectId = (await readSource(store(), STEADY[0]))?.source.objectId ?? '';
	const queue = await ensureRunQueue(1);
	const [other] = await collection<Candidate>(store(), 'candidates').find().toArray();
	const inQueue = { queueId: queue.id, objectId };
	const candidates = collection<Omit<Candidate, 'id'> & { _id: string }>(store(), 'candidates');
	const count = () => candidates.countDocuments(inQueue);
	if ((await count()) === 0)
		await candidates.insertOne({ ...other, _id: commandId(), ...inQueue, rank: 99 });
	const { id } = await propose(STEADY[0], 5);
	await ensureRunQueue(1);
	expect(await count()).toBe(1);
	await decide(id, 'declined');
	await ensureRunQueue(1);
	expect(await count()).toBe(0);
});

test('in whichever order epochs are decided on, the scores are those of scoring everything', async () => {
	const random = seeded(11);
	const ids = [ESE, ...STEADY.slice(0, 3)];
	const standing: { id: string; sourceId: number }[] = [];
	for (let step = 0; step < 12; step++) {
		const isBack = standing.length > 3 && random() < 0.4;
		const sourceId = isBack ? await withdrawn(standing) : await agreed(standing);
		expect(await scoredAnew([sourceId])()).toBe(true);
	}
	const piecewise = await scoresNow();
	const column = await readScoreColumn(store(), { runId: 1, revision: 1 }, 13);
	await collection(store(), 'eseScores').deleteMany({ runId: 1 });
	await scored(1);
	const whole = await scoresNow();
	for (const [id, { eseScore, numbers, nRetracted }] of whole)
		expect(piecewise.get(id), String(id)).toMatchObject({ eseScore, numbers, nRetracted });
	expect(await readScoreColumn(store(), { runId: 1, revision: 1 }, 13)).toEqual(column);
	expect([...whole.values()].reduce((sum, one) => sum + one.nRetracted, 0)).toBe(standing.length);

	async function agreed(list: typeof standing): Promise<number> {
		const sourceId = ids[Math.floor(random() * ids.length)];
		for (;;) {
			const proposal = await propose(sourceId, Math.floor(random() * 48)).catch(() => null);
			if (!proposal) continue;
			await decide(proposal.id, 'agreed');
			list.push({ id: proposal.id, sourceId });
			return sourceId;
		}
	}

	async function withdrawn(list: typeof standing): Promise<number> {
		const [{ id, sourceId }] = list.splice(Math.floor(random() * list.length), 1);
		await decide(id, 'declined');
		return sourceId;
	}
});

test('a run without scores stays without: they are made when it is scored', async () => {
	const other = await makeScoredRun(2, [
		{ ...simulated(ESE, 'ese', { runId: 2 }), id: 5011 },
		{ ...simulated(101, 'steady', { runId: 2 }), id: 5101 }
	]);
	const found = await readSource(store(), 5011);
	const objectIds = [found?.source.objectId ?? ''];
	expect(await scoreObjects({ runId: other.id, objectIds }, { scoreBatch: scoreHere })).toBe(false);
	expect(await findScoring(store(), 2)).toBeNull();
});
