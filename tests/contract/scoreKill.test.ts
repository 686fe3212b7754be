import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { decideRetraction, proposeRetraction } from '#server/commands/epochRetractions.ts';
import { requestScores } from '#server/commands/scores/requestScores.ts';
import { store } from '#server/store/client.ts';
import { readScoreColumn } from '#server/store/scoreColumns.ts';
import { findScoring } from '#server/store/scorings.ts';
import { readSource } from '#server/store/sourceReads.ts';
import type { EseScore } from '#schema/eseScore.ts';
import type { Child } from '../kit/child.ts';
import { seeded } from '../kit/seeded.ts';
import { startWorker } from '../kit/worker.ts';
import { commandId, makeUser } from './builders.ts';
import { documents, pipelineInstallation } from './pipelineRuns.ts';
import { makeImages, makeScoredRun, simulated } from './scoreBuilders.ts';

const environment = pipelineInstallation();
const workers: Child[] = [];
/** A dead worker's job is given to another after half a minute; scoring itself steps back for everything else on a busy machine. */
const PATIENCE_MS = 240_000;
const ESES = [11, 12, 13];
/** Two batches. */
const SOURCES = 150;
const IDS = [...ESES, ...Array.from({ length: SOURCES - ESES.length }, (_, i) => 101 + i)];

beforeAll(async () => {
	await makeImages();
	await makeScoredRun(1, [
		...IDS.map((id) => simulated(id, ESES.includes(id) ? 'ese' : 'steady', { runId: 1 }))
	]);
}, 60_000);
afterEach(() => Promise.all(workers.splice(0).map((working) => working.stop())), PATIENCE_MS);

function worker(): Child {
	const started = startWorker(environment);
	workers.push(started);
	return started;
}

async function until(reached: () => Promise<boolean>): Promise<void> {
	await vi.waitUntil(reached, { timeout: PATIENCE_MS, interval: 20 });
}

const count = (name: string) => store().db.collection(name).countDocuments();
const isDone = async () => (await findScoring(store(), 1))?.state === 'done';

/** Every source has one score and no other, the column has them all, and the queue has every object once. */
async function expectWhole(): Promise<Map<number, EseScore>> {
	// Of this database's own collection, as scores are stored.
	const scores = (await documents('eseScores')) as unknown as EseScore[];
	expect(scores.map(({ sourceId }) => sourceId).sort((a, b) => a - b)).toEqual(IDS);
	expect(new Set(scores.map(({ version, basis }) => `${version} ${basis}`)).size).toBe(1);
	const scoring = await findScoring(store(), 1);
	expect(scoring).toMatchObject({ state: 'done', error: '', shown: { scored: SOURCES } });
	const byId = new Map(scores.map((score) => [score.sourceId, score]));
	const column = await readScoreColumn(store(), { runId: 1, revision: 1 }, SOURCES);
	expect([...column]).toEqual(IDS.map((id) => byId.get(id)?.eseScore));
	const candidates = await documents('candidates');
	expect(new Set(candidates.map(({ objectId }) => String(objectId))).size).toBe(candidates.length);
	return byId;
}

const random = seeded(3);
/** How many of the scores are there when the worker dies. */
const MOMENTS = [0, 100, SOURCES];

test.each(MOMENTS)(
	'a worker killed with %i scores written: the next one leaves every source with one score',
	async (written) => {
		await store().db.collection('eseScores').deleteMany({});
		await store().db.collection('scorings').deleteMany({});
		await requestScores(1);
		const first = worker();
		await until(async () => {
			const state = (await findScoring(store(), 1))?.state;
			if (state === 'done') return true;
			return state === 'working' && (await count('eseScores')) >= written;
		});
		await first.kill9();
		worker();
		await until(isDone);
		await until(async () => (await count('candidates')) >= ESES.length);
		await expectWhole();
	},
	2 * PATIENCE_MS
);

test(
	'a worker killed over what was decided of one object: the next one scores it anew, once',
	async () => {
		const ana = await makeUser('ana', 'curator');
		const ben = await makeUser('ben', 'vetter');
		const found = await readSource(store(), ESES[0]);
		const objectId = found?.source.objectId ?? '';
		const proposal = await proposeRetraction(
			{ user: ben },
			{
				...{ commandId: commandId(), objectId, sourceId: ESES[0] },
				measurementId: found?.lightCurve.measurementId[20],
				...{ scope: 'measurement', reason: 'a sidelobe' }
			}
		);
		const { id: retractionId } = proposal;
		const first = worker();
		await decideRetraction(
			{ user: ana },
			{ commandId: commandId(), retractionId, decision: 'agreed' }
		);
		await new Promise((resolve) => setTimeout(resolve, 1000 * random()));
		await first.kill9();
		worker();
		const isScored = async () => {
			const [score] = (await documents('eseScores')).filter((one) => one.sourceId === ESES[0]);
			return score.nRetracted === 1;
		};
		await until(isScored);
		// The score is written before the column is laid out.
		await vi.waitFor(async () => expect((await expectWhole()).get(ESES[0])?.nRetracted).toBe(1), {
			timeout: PATIENCE_MS,
			interval: 200
		});
	},
	2 * PATIENCE_MS
);
