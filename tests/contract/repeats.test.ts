import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plantRepeat } from '#server/commands/honeypots/plantRepeat.ts';
import { refuseUntilVote } from '#server/commands/honeypots/refuseUntilVote.ts';
import { changeQueue } from '#server/commands/queues/changeQueue.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { completenessPage } from '#server/queries/completeness.ts';
import { completenessCsv } from '#server/queries/completenessCsv.ts';
import { nextAfterVote, nextCandidate } from '#server/queries/nextCandidate.ts';
import { queuePage } from '#server/queries/queues.ts';
import { collection, inTransaction, store } from '#server/store/client.ts';
import { repeatsFor } from '#server/store/repeats.ts';
import { REPEAT_AFTER } from '#schema/repeat.ts';
import type { Candidate, Queue, Sealing } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
	commandId,
	insertLinked,
	makeCandidate,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';
import { collectionsChanged, everythingStored } from './everythingStored.ts';
import { RUN_ID, told, type Place } from './waysToRead.ts';

/**
 * Who is served a candidate for the second time gets what they got before they had voted on it, whichever way they ask; to all
 * others, and in every number, the first vote stands and there is no second.
 */

ownInstallation();
let ana: User;
let ben: User;
let dan: User;
let objectIds: string[];
let queue: Queue;
let candidates: Candidate[];
/** The candidate that Ben has to answer again. */
let place: Place;

const N = REPEAT_AFTER.candidates + 4;
const FIRST_SOURCE = 11;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	dan = await makeUser('dan', 'curator');
	// Whom the ways to read ask for.
	await makeUser('cyd', 'vetter');
	const sources = Array.from({ length: N }, (_, i) =>
		newSource(FIRST_SOURCE + i, { runId: RUN_ID, ra: 150 + i / 10, dec: -30, etaPeak: 5 + i })
	);
	const run = { id: RUN_ID, name: 'repeated', revision: 1, radiusArcsec: 10 };
	await insertLinked(run, sources);
	objectIds = sources.flatMap(({ objectId }) => objectId ?? []);
	await makeRun(run.id, run.name);
});

const vote = (user: User, { id: candidateId }: Pick<Candidate, 'id'>, classKey: string) =>
	castVote({ user }, { commandId: commandId(), candidateId, classKey });
const undo = (user: User) =>
	withdrawVote({ user }, { commandId: commandId(), candidateId: place.candidate.id });
const pageOf = (user: User) => candidatePage(user, queue.id, place.candidate.id, asked());

/** Ben has voted on all but the last, on the first longer ago than repeats need. */
async function votedQueue(sealing: Sealing, more: Partial<Queue> = {}): Promise<void> {
	await collection(store(), 'candidates').deleteMany({});
	queue = await makeQueue(sealing, RUN_ID, { opinionsWanted: 9, createdBy: ana.id, ...more });
	candidates = [];
	for (const [i, objectId] of objectIds.entries())
		candidates.push(await makeCandidate(queue, { rank: 1 + i, objectId }));
	for (const candidate of candidates.slice(0, -1)) await vote(ben, candidate, 'ese');
	await vote(ana, candidates[0], 'ese');
	await madeLongAgo(candidates[0]);
	// What draws are seeded with is there once anybody was served.
	await changeQueue({ user: ana }, { queueId: queue.id, repeatShare: 20 });
	queue = { ...queue, repeatShare: 20 };
	await nextCandidate(dan, queue.id, asked());
	const [candidate, objectId] = [candidates[0], objectIds[0]];
	place = { queue, candidate, sourceId: FIRST_SOURCE, objectId };
}

async function madeLongAgo({ id: candidateId }: Candidate): Promise<void> {
	const at = new Date(Date.now() - (REPEAT_AFTER.hours + 1) * 3_600_000);
	const of = { candidateId, userId: ben.id };
	const [votes, events] = ['votes', 'voteEvents'].map((name) => collection(store(), name));
	await votes.updateOne(of, { $set: { createdAt: at, updatedAt: at } });
	await events.updateOne(of, { $set: { at } });
}

/** As often as chance may need. */
async function plantedByChance(tries = 100): Promise<string[]> {
	for (let tried = 0; tried < tries; tried += 1) {
		const by = { userId: ben.id, now: new Date() };
		await inTransaction(store(), (transaction) => plantRepeat(queue, by, transaction));
		const planted = await repeatsFor(store(), { queueId: queue.id, userId: ben.id });
		if (planted.length > 0) return planted.map(({ candidateId }) => candidateId);
	}
	return [];
}

describe('a repeat', () => {
	beforeEach(async () => {
		await votedQueue('blind');
		expect(await plantedByChance()).toEqual([place.candidate.id]);
	});

	test('is told to its voter by no way of asking: they get what they got before they voted', async () => {
		const repeated = await told(ben, place);
		await forgetVote(place.candidate);
		const never = await told(ben, place);
		expect(differing({ ben: repeated }, { ben: never })).toEqual([]);
		expect(never['the candidate’s page'], 'the ways reach the place').toContain(place.objectId);
	});

	test('changes nothing for anybody else, before it is answered or after', async () => {
		const others = async () => ({ ana: await told(ana, place), dan: await told(dan, place) });
		const unplanted = await withoutRepeat(others);
		const before = await others();
		expect(differing(before, unplanted)).toEqual([]);
		await vote(ben, place.candidate, 'agn');
		expect(differing(before, await others())).toEqual([]);
		await undo(ben);
		expect(differing(before, await others())).toEqual([]);
	}, 60_000);

	test('and what is said of it leaves every collection but its own as it was', async () => {
		const before = await everythingStored();
		await vote(ben, place.candidate, 'skip');
		const passed = await everythingStored();
		expect(collectionsChanged(before, passed)).toEqual(['commandLog', 'repeats']);
		await undo(ben);
		expect(collectionsChanged(passed, await everythingStored())).toEqual(['commandLog']);
		await vote(ben, place.candidate, 'agn');
		const answered = await everythingStored();
		expect(collectionsChanged(passed, answered)).toEqual(['commandLog', 'honeypotAnswers']);
	});

	test('answers its vote as a first one is answered', async () => {
		const { createdAt, updatedAt, id, ...again } = await vote(ben, place.candidate, 'agn');
		const first = await vote(ben, candidates[N - 1], 'agn');
		const { candidateId, objectId } = again;
		expect({ ...first, candidateId, objectId }).toMatchObject({
			...again,
			revealedAt: expect.any(Date) as Date
		});
		expect([createdAt, typeof id]).toEqual([updatedAt, 'string']);
		expect(again.blind).toBe(true);
	});

	test('is revealed to its voter alone, with what they said before, and their first vote stands', async () => {
		expect((await pageOf(ben)).honeypot).toEqual({ untilVote: true, reveal: null });
		await expect(refuseUntilVote(ben, place.candidate.id)).rejects.toThrow('vote first');
		await vote(ben, place.candidate, 'agn');
		const { honeypot, votes, allowed } = await pageOf(ben);
		const first = { classKey: 'ese', confidence: 'likely' };
		expect(honeypot.untilVote).toBe(false);
		expect(honeypot.reveal).toMatchObject({ kind: 'repeat', classKey: 'agn', same: false, first });
		expect([votes.mine?.classKey, votes.othersCount, allowed.tag]).toEqual(['ese', 1, true]);
		for (const other of [ana, dan]) expect((await pageOf(other)).honeypot.reveal).toBeNull();
		const at = { queueId: queue.id, candidateId: place.candidate.id, list: asked() };
		expect((await nextAfterVote(ben, at))?.candidateId).toBe(place.candidate.id);
	});

	test('taken back is noted and still counts; undone once more it is the vote that goes', async () => {
		await vote(ben, place.candidate, 'agn');
		const tables = async () =>
			(await completenessPage(ben, queue.id, new URLSearchParams())).repeats;
		const before = await tables();
		await undo(ben);
		const { honeypot, votes } = await pageOf(ben);
		expect(honeypot.reveal?.takenBackAt).toBeInstanceOf(Date);
		expect(votes.mine?.classKey).toBe('ese');
		await undo(ben);
		expect((await pageOf(ben)).votes.mine).toBeNull();
		expect(await tables()).toEqual(before);
	});

	test('waits through a skip, and comes after all else then', async () => {
		await vote(ben, place.candidate, 'skip');
		expect((await pageOf(ben)).votes.mine).toBeNull();
		expect((await nextCandidate(ben, queue.id, asked()))?.candidateId).toBe(candidates[N - 1].id);
	});

	test('sent twice is answered once, and is not served a third time', async () => {
		const command = { commandId: commandId(), candidateId: place.candidate.id, classKey: 'ese' };
		const first = await castVote({ user: ben }, command);
		expect((await castVote({ user: ben }, command)).id).toBe(first.id);
		expect((await pageOf(ben)).honeypot.reveal).toMatchObject({ kind: 'repeat', same: true });
		await vote(ben, candidates[N - 1], 'agn');
		expect(await nextCandidate(ben, queue.id, asked())).toBeNull();
	});

	test('ends when everybody is shown the votes', async () => {
		const command = { commandId: commandId(), candidateId: place.candidate.id };
		await revealVotes({ user: ana }, command);
		expect((await pageOf(ben)).votes.mine?.classKey).toBe('ese');
		expect((await pageOf(ben)).honeypot).toEqual({ untilVote: false, reveal: null });
	});

	test('is said again or not, in purity and self-agreement that name no candidate', async () => {
		await vote(ben, place.candidate, 'agn');
		const read = (user: User) => completenessPage(user, queue.id, new URLSearchParams());
		const shown = await read(ben);
		const of = { n: 1, found: 0, share: 0 };
		expect(shown.repeats).toMatchObject({ people: 1, all: { team: of, you: of } });
		expect(shown.repeats.classes).toMatchObject([{ classKey: 'ese', team: of, you: of }]);
		expect((await read(dan)).repeats.classes).toMatchObject([{ team: of, you: { n: 0 } }]);
		expect(shown.answered).toBe(0);
		const csv = completenessCsv(shown);
		expect(csv).toContain('team,purity,ese,,1,0,0.0000,0.0000,0.7935\r\n');
		const named = JSON.stringify(shown) + csv;
		for (const secret of [place.candidate.id, place.objectId]) expect(named).not.toContain(secret);
	});
});

describe('what is repeated', () => {
	test('was voted on long enough ago, with enough others since', async () => {
		await votedQueue('blind');
		expect(await plantedByChance()).toEqual([candidates[0].id]);
		await votedQueue('blind');
		await collection(store(), 'votes').updateMany({}, { $set: { updatedAt: new Date() } });
		expect(await plantedByChance()).toEqual([]);
	}, 30_000);

	test('bears nothing by its voter’s hand, and nothing was revealed of it', async () => {
		await votedQueue('blind');
		const { objectId } = place;
		await applyTag({ user: ben }, { commandId: commandId(), objectId, tag: 'deep' });
		expect(await plantedByChance()).toEqual([]);
		await votedQueue('chair');
		await revealVotes({ user: ana }, { commandId: commandId(), queueId: queue.id });
		expect(await plantedByChance()).toEqual([]);
	}, 30_000);

	test('is nothing where no share is set; open queues refuse one', async () => {
		await votedQueue('quorum');
		queue = { ...queue, repeatShare: 0 };
		expect(await plantedByChance()).toEqual([]);
		const open = { queueId: queue.id, sealing: 'open', repeatShare: 5 };
		await expect(changeQueue({ user: ana }, open)).rejects.toThrow('seal the votes');
		const bad = { queueId: queue.id, repeatShare: 21 };
		await expect(changeQueue({ user: ana }, bad)).rejects.toThrow('at most 20 %');
	});

	test.each<Sealing>(['blind', 'chair'])(
		'comes with the votes of a walk (%s), each candidate but those once, and those twice',
		async (sealing) => {
			await votedQueue(sealing);
			for (const candidate of candidates.slice(0, 4)) await madeLongAgo(candidate);
			await plantedByChance();
			const served: string[] = [];
			for (;;) {
				const next = await nextCandidate(ben, queue.id, asked());
				if (!next) break;
				served.push(next.candidateId);
				await vote(ben, { id: next.candidateId }, 'ese');
			}
			const planted = await repeatsFor(store(), { queueId: queue.id, userId: ben.id });
			expect(served.sort()).toEqual(
				[candidates[N - 1].id, ...planted.map(({ candidateId }) => candidateId)].sort()
			);
			const { progress } = await queuePage(ben, queue.id, asked());
			expect([progress.mine, progress.votes]).toEqual([N, N + 1]);
		},
		30_000
	);
});

/** As if Ben had never voted on it. */
async function forgetVote({ id: candidateId }: Candidate): Promise<void> {
	for (const name of ['votes', 'voteEvents', 'repeats'])
		await collection(store(), name).deleteMany({ candidateId, userId: ben.id });
}

/** What is told while nothing was planted. */
async function withoutRepeat<T>(tell: () => Promise<T>): Promise<T> {
	const repeats = collection<{ _id: string }>(store(), 'repeats');
	const planted = await repeats.find({ queueId: queue.id }).toArray();
	await repeats.deleteMany({ queueId: queue.id });
	try {
		return await tell();
	} finally {
		await repeats.insertMany(planted);
	}
}

type Told = Record<string, Record<string, string>>;

/** Who was told something else, and by which way. */
function differing(before: Told, after: Told): string[] {
	return Object.keys(before).flatMap((who) =>
		Object.keys(before[who])
			.filter((way) => withoutTurns(before[who][way]) !== withoutTurns(after[who][way]))
			.map((way) => `${who}: ${way}`)
	);
}

/** Without what comes next: chance decides that for what comes back as for what was held back. */
function withoutTurns(text: string): string {
	return text
		.replaceAll(/"(nextTodoId|candidateId)":("[^"]*"|null)/g, '"$1"')
		.replaceAll(/Next because [^"]*/g, 'Next');
}
