import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markImage } from '#server/commands/images/markImage.ts';
import { conspicuousSources } from '#server/commands/queues/conspicuousSources.ts';
import { ensureRunQueue } from '#server/commands/queues/runQueue.ts';
import { clearRun } from '#server/commands/runs/clearRun.ts';
import { startScoring, stopScoring } from '#server/commands/scores/requestScores.ts';
import { scoreRun } from '#server/commands/scores/scoreRun.ts';
import { watchScoresOfRun } from '#server/commands/watching/watchOverRun.ts';
import { saveWatchRule } from '#server/commands/watchRules/watchRules.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { backtest } from '#server/queries/backtest.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { sourcesKept } from '#server/store/sourceSearch.ts';
import { candidatesOfQueue } from '#server/store/candidates.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, store } from '#server/store/client.ts';
import { readScoreColumn } from '#server/store/scoreColumns.ts';
import { findScoring, shownScores } from '#server/store/scorings.ts';
import type { EseScore } from '#schema/eseScore.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeUser, ownInstallation } from './builders.ts';
import {
	attemptOf,
	counted,
	makeImages,
	makeScoredRun,
	putSources,
	scored,
	scoreHere,
	simulated
} from './scoreBuilders.ts';

ownInstallation();

const ESES = [11, 12, 13, 14];
const STEADY = Array.from({ length: 40 }, (_, i) => 101 + i);
/** Six dates are the fewest that say anything; this source has four. */
const SHORT = 201;
let ana: User;
let ben: User;
let run: Run;

const sourcesOf = (runId: number, revision = 1, shift = 0) => [
	...ESES.map((id) => simulated(id + shift, 'ese', { runId, revision })),
	...STEADY.map((id) => simulated(id + shift, 'steady', { runId, revision })),
	simulated(SHORT + shift, 'steady', { runId, revision, epochs: 4 })
];

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	await makeImages();
	run = await makeScoredRun(1, sourcesOf(1));
});
afterAll(closeProducers);

async function scoresOf(runId: number): Promise<Map<number, EseScore>> {
	const found = await collection<EseScore>(store(), 'eseScores').find({ runId }).toArray();
	return new Map(found.map((score) => [score.sourceId, score]));
}

async function columnOf(runId: number, revision = 1): Promise<Float64Array> {
	return readScoreColumn(store(), { runId, revision }, 45);
}

describe('scores of a run', () => {
	test('put its scattering events above its steady sources', async () => {
		expect(await scored(1)).toBe(true);
		const scores = await scoresOf(1);
		const of = (ids: number[]) => ids.map((id) => scores.get(id)?.eseScore ?? NaN);
		expect(Math.min(...of(ESES))).toBeGreaterThan(Math.max(...of(STEADY)));
		expect(Math.min(...of(ESES))).toBeGreaterThan(0.5);
		expect(await findScoring(store(), 1)).toMatchObject({
			...{ state: 'done', done: 45, total: 45, copied: 0 },
			shown: { scored: 44, notEnough: 1, likely: 4 }
		});
	});

	test('say that there is not enough data, and are then no number in the column', async () => {
		const short = (await scoresOf(1)).get(SHORT);
		expect(short).toMatchObject({ bestAlternative: 'not enough data', eseScore: NaN });
		const column = await columnOf(1);
		expect(column[44]).toBeNaN();
		expect(column.subarray(0, 44).every((score) => score >= 0 && score <= 1)).toBe(true);
	});

	test('carry what makes them up: the lens, every explanation, scintillation, artefacts', async () => {
		const ese = (await scoresOf(1)).get(ESES[0]);
		expect(ese?.numbers.lens_delta_chi2).toBeGreaterThan(100);
		expect(ese?.numbers.ln_flare).toBeLessThan(ese?.numbers.ln_lens ?? NaN);
		expect(ese?.numbers.riss_m_expected).toBeGreaterThan(0);
		expect(ese?.artefact.probability).toBeLessThan(0.5);
	});

	test('come first in the queue, with why in one sentence; no data is never first', async () => {
		const queue = await ensureRunQueue(1);
		const candidates = await candidatesOfQueue(store(), queue.id);
		expect(
			candidates
				.slice(0, 4)
				.map(({ sourceId }) => sourceId)
				.sort()
		).toEqual(ESES);
		expect(candidates[0].reasons[0]).toEqual({
			rule: 'ese',
			text: expect.stringMatching(
				/^Looks like a lens: \d+ % dip for \d+ d about 2024-\d\d-\d\d; .+ is the best ordinary explanation, \S+ times less likely$/
			) as string
		});
		expect(candidates.findIndex(({ sourceId }) => sourceId === SHORT)).not.toBe(0);
	});
});

describe('the ESE probability as a number like any other', () => {
	const asked = async (address: string) =>
		(await sourcesPage(ben, new URLSearchParams(`run=1&${address}`))).rows ?? [];

	test('is asked for, sorted by and shown; sources without it come last', async () => {
		const likely = await asked('min_eseScore=0.5&sort=eseScore&order=desc');
		expect(likely.map(({ id }) => id).sort()).toEqual(ESES);
		expect(likely.map(({ eseScore }) => eseScore)).toEqual(
			likely.map(({ eseScore }) => eseScore).toSorted((a, b) => b - a)
		);
		const all = await asked('sort=eseScore&order=asc&size=50');
		expect(all.at(-1)).toMatchObject({ id: SHORT, eseScore: NaN });
	});

	test('fires watch rules once the run is scored', async () => {
		const filter = {
			conditions: [{ field: 'eseScore' as const, is: 'atLeast' as const, value: 0.5 }],
			cone: null,
			newOnly: false
		};
		const kept = await sourcesKept(store(), { runId: 1, revision: 1 }, filter);
		expect(kept.map(({ id }) => id)).toEqual(ESES);
		const tried = await backtest(ben, { filter }, { personal: true });
		expect(tried.fired).toBe(4);
		expect(tried.top[0].reason).toMatch(/^ESE probability .* ≥ 0\.5\.$/);
		const rule = { name: 'likely', conditions: { filter, classBound: null } };
		await saveWatchRule(
			{ user: ben },
			{ ...rule, commandId: commandId(), backtestHash: tried.hash }
		);
		await watchScoresOfRun(1);
		await watchScoresOfRun(1);
		const alerts = collection(store(), 'alerts').find({ runId: 1, 'cause.kind': 'watchRule' });
		expect((await alerts.toArray()).map(({ sourceId }) => sourceId as number).sort()).toEqual(ESES);
	});
});

describe('scoring again', () => {
	test('copies what has not changed', async () => {
		const before = await scoresOf(1);
		counted.scored = 0;
		expect(await scored(1)).toBe(true);
		expect(counted.scored).toBe(0);
		expect(await findScoring(store(), 1)).toMatchObject({ copied: 45 });
		const after = await scoresOf(1);
		for (const [id, { eseScore, numbers }] of before)
			expect(after.get(id)).toMatchObject({ eseScore, numbers });
	});

	test('of a revision whose sources have other ids scores what is new alone', async () => {
		const sources = sourcesOf(1, 2, 1000);
		sources[5].lightCurve = simulated(999, 'flare', { runId: 1 }).lightCurve;
		await putSources(run, sources);
		expect(await shownScores(store(), { runId: 1, revision: 2 })).toBeNull();
		counted.scored = 0;
		expect(await scored(1)).toBe(true);
		expect(counted.scored).toBe(1);
		expect([...(await scoresOf(1)).keys()].every((id) => id > 1000)).toBe(true);
	});

	test('without a bad image is of the measurements that are left, and says so', async () => {
		const mark = (kind: string) =>
			markImage(
				{ user: ben },
				{ commandId: commandId(), imageId: 3, mark: kind, reason: 'a storm' }
			);
		await mark('bad');
		await scored(1);
		const without = (await scoresOf(1)).get(1011);
		expect(without).toMatchObject({ nLeftOut: 1, numbers: { epochs: 47 } });
		const nominees = await conspicuousSources(store(), { ...run, revision: 2 });
		expect(nominees[0].reasons[0].text).toMatch(/\(without 1 measurement in bad images\)$/);
		await mark('good');
		await scored(1);
		expect((await scoresOf(1)).get(1011)).toMatchObject({ nLeftOut: 0, numbers: { epochs: 48 } });
	});
});

describe('scoring that does not end', () => {
	test('leaves no half: a killed worker’s job goes on where it was', async () => {
		await makeScoredRun(2, [
			...sourcesOf(2)
				.slice(0, 5)
				.map((source) => ({ ...source, id: source.id + 5000 })),
			...Array.from({ length: 150 }, (_, i) => simulated(6300 + i, 'steady', { runId: 2 }))
		]);
		let batches = 0;
		const dying = scored(2, (curves) => {
			batches += 1;
			if (batches > 1) return Promise.reject(new Error('killed'));
			return scoreHere(curves);
		});
		await expect(dying).rejects.toThrow('killed');
		expect((await scoresOf(2)).size).toBeGreaterThan(0);
		expect(await shownScores(store(), { runId: 2, revision: 1 })).toBeNull();
		expect([...(await columnOf(2))].every(Number.isNaN)).toBe(true);
		const nominees = await conspicuousSources(store(), { ...run, id: 2 });
		expect(nominees.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))).not.toContain('ese');
		counted.scored = 0;
		const job = { runId: 2, attempt: await attemptOf(2) };
		expect(await scoreRun(job, { atOnce: 1, scoreBatch: scoreHere })).toBe(true);
		expect(counted.scored).toBeLessThan(60);
		expect((await scoresOf(2)).size).toBe(155);
	});

	test('stops when it is asked to, and what was shown stays', async () => {
		const shown = await shownScores(store(), { runId: 2, revision: 1 });
		await collection(store(), 'eseScores').updateMany(
			{ runId: 2 },
			{ $set: { fingerprint: 'other' } }
		);
		const stop = (user: User) => stopScoring({ user }, { commandId: commandId(), runId: 2 });
		let isAsked = false;
		const stopped = scored(2, async (curves) => {
			if (!isAsked) await stop(ana);
			isAsked = true;
			return scoreHere(curves);
		});
		expect(await stopped).toBe(false);
		expect(await findScoring(store(), 2)).toMatchObject({ state: 'cancelled', shown });
		await expect(stop(ana)).rejects.toMatchObject({ code: 'Conflict' });
		await expect(stop(ben)).rejects.toMatchObject({ code: 'NotPermitted' });
	});

	test('is asked for again by those who may, and that is noted', async () => {
		const ask = (user: User, runId: unknown = 2) =>
			startScoring({ user }, { commandId: commandId(), runId });
		await expect(ask(ben)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(ask(ana, 77)).rejects.toMatchObject({ code: 'NotFound', field: 'runId' });
		await expect(ask(ana, { $gt: 0 })).rejects.toMatchObject({ code: 'Invalid' });
		await ask(ana);
		expect(await findScoring(store(), 2)).toMatchObject({ state: 'waiting' });
		const actions = (await auditEventsOf(store(), 'run 2')).map(({ action }) => action);
		expect(actions).toEqual(expect.arrayContaining(['startScoring', 'stopScoring']));
	});

	test('of an attempt that another has overtaken shows nothing', async () => {
		const earlier = await attemptOf(2);
		await startScoring({ user: ana }, { commandId: commandId(), runId: 2 });
		const job = { runId: 2, attempt: earlier };
		expect(await scoreRun(job, { atOnce: 1, scoreBatch: scoreHere })).toBe(false);
	});

	test('and scores go with their run', async () => {
		await clearRun({ user: null }, { runId: 2, files: 'nothing' });
		const left = (name: string) =>
			collection<{ _id: number; runId?: number }>(store(), name).countDocuments({
				$or: [{ _id: 2 }, { runId: 2 }]
			});
		expect(await Promise.all(['eseScores', 'scoreColumns', 'scorings'].map(left))).toEqual([
			0, 0, 0
		]);
		expect(await scored(2)).toBe(false);
	});
});
