import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureRunQueue } from '#server/commands/queues/runQueue.ts';
import { reopenOnEvidence, reopenOnScores } from '#server/commands/reopenOnEvidence.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { candidatesOfQueue, findCandidate } from '#server/store/candidates.ts';
import { collection, store } from '#server/store/client.ts';
import type { Candidate } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { VettingRule } from '#schema/vettingRule.ts';
import { commandId, makeUser, ownInstallation } from './builders.ts';
import { makeImages, makeScoredRun, scored, simulated } from './scoreBuilders.ts';

ownInstallation();

const RULE: VettingRule = {
	id: 'new-evidence',
	version: 1,
	when: [{ kind: 'scoreMoved', above: 25 }],
	then: { kind: 'reopen' }
};
const ESES = [11, 12];
let ana: User;
let queueId: string;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	await makeImages();
	await makeScoredRun(1, [
		...ESES.map((id) => simulated(id, 'ese', { runId: 1 })),
		...Array.from({ length: 10 }, (_, i) => simulated(101 + i, 'steady', { runId: 1 }))
	]);
	await scored(1);
	({ id: queueId } = await ensureRunQueue(1));
	await collection<{ _id: string }>(store(), 'queues').updateOne(
		{ _id: queueId },
		{ $set: { rules: [RULE] } }
	);
});
afterAll(closeProducers);

async function retired(sourceId: number): Promise<Candidate> {
	const all = await candidatesOfQueue(store(), queueId);
	const found = all.find((candidate) => candidate.sourceId === sourceId);
	const candidateId = found?.id ?? '';
	await retireCandidate(
		{ user: ana },
		{ commandId: commandId(), candidateId, classKey: 'ese', reason: 'a lens' }
	);
	const candidate = await findCandidate(store(), candidateId);
	if (!candidate) throw new Error('gone');
	return candidate;
}

const scoreTo = (sourceId: number, eseScore: number) =>
	collection(store(), 'eseScores').updateOne({ runId: 1, sourceId }, { $set: { eseScore } });

test('a candidate that was retired with an ESE probability goes by that, not by how conspicuous it is', async () => {
	const candidate = await retired(ESES[0]);
	const { objectId } = candidate;
	expect(candidate.state.eseThen).toBeGreaterThan(0.5);
	expect(await reopenOnEvidence([{ objectId, score: 9999 }])).toEqual([]);
	expect(await reopenOnScores(1)).toEqual([]);
	await scoreTo(ESES[0], (candidate.state.eseThen ?? 0) - 0.2);
	expect(await reopenOnScores(1)).toEqual([]);
	await scoreTo(ESES[0], 0.02);
	expect(await reopenOnScores(1)).toEqual([candidate.id]);
	const after = await findCandidate(store(), candidate.id);
	expect(after).toMatchObject({ eseScore: 0.02, score: candidate.score, state: { kind: 'live' } });
	expect(after?.state.because?.sentence).toMatch(
		/its ESE probability, in per cent, moved by \d+.* \(above 25\)/
	);
	expect(await reopenOnScores(1)).toEqual([]);
});

test('no score any more is no evidence', async () => {
	const candidate = await retired(ESES[1]);
	await scoreTo(ESES[1], NaN);
	expect(await reopenOnScores(1)).toEqual([]);
	expect((await findCandidate(store(), candidate.id))?.state.kind).toBe('retired');
});
