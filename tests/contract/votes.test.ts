import { beforeAll, describe, expect, test } from 'vitest';
import { castVote } from '#server/commands/votes/castVote.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { listQueues, queuePage } from '#server/queries/queues.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, store } from '#server/store/client.ts';
import { voteHistory } from '#server/store/voteEvents.ts';
import { votesOnCandidate } from '#server/store/votes.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
	commandId,
	makeCandidate,
	makeQueue,
	makeUser,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let cyd: User;
let eve: User;
let open: Queue;
let blind: Queue;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'runManager');
	eve = await makeUser('eve', 'viewer');
	open = await makeQueue('open');
	blind = await makeQueue('blind');
});

function vote(user: User, candidate: Candidate, classKey: string, more: object = {}) {
	const { id: candidateId } = candidate;
	return castVote({ user }, { commandId: commandId(), candidateId, classKey, ...more });
}

function withdraw(user: User, candidate: Candidate) {
	return withdrawVote({ user }, { commandId: commandId(), candidateId: candidate.id });
}

async function pageOf(user: User, queue: Queue, candidate: Candidate) {
	return candidatePage(user, queue.id, candidate.id, asked());
}

describe('one vote per person and candidate', () => {
	test('a second vote takes the place of the first and leaves it in the history', async () => {
		const candidate = await makeCandidate(open, { rank: 1 });
		const first = await vote(ben, candidate, 'ese', { confidence: 'certain' });
		const second = await vote(ben, candidate, 'agn', { note: 'slower than I thought' });
		expect(second.id).toBe(first.id);
		const live = await votesOnCandidate(store(), candidate.id, 1);
		expect(live.map((v) => [v.userName, v.classKey])).toEqual([['BEN', 'agn']]);
		const history = await voteHistory(store(), candidate.id);
		expect(history.map((event) => [event.kind, event.classKey])).toEqual([
			['cast', 'ese'],
			['changed', 'agn']
		]);
		const audited = await auditEventsOf(store(), `candidate ${candidate.id}`);
		expect(audited.map((event) => event.action)).toEqual(['vote cast', 'vote changed']);
	});

	test('withdrawing keeps the history', async () => {
		const candidate = await makeCandidate(open, { rank: 2 });
		await vote(ben, candidate, 'ese');
		await withdraw(ben, candidate);
		expect(await votesOnCandidate(store(), candidate.id, 1)).toEqual([]);
		const kinds = (await voteHistory(store(), candidate.id)).map((event) => event.kind);
		expect(kinds).toEqual(['cast', 'withdrawn']);
		expect(await withdraw(ben, candidate)).toBeNull();
	});
});

describe('refused', () => {
	let candidate: Candidate;
	beforeAll(async () => {
		candidate = await makeCandidate(open, { rank: 3 });
	});

	test('a viewer’s vote', () =>
		expect(vote(eve, candidate, 'ese')).rejects.toMatchObject({ code: 'NotPermitted' }));

	test.each(['no-such-class', 'artefact'])('the class %s, which nobody can vote for', (key) =>
		expect(vote(ben, candidate, key)).rejects.toMatchObject({ code: 'Invalid', field: 'classKey' })
	);

	test('a vote on a candidate that does not exist', () =>
		expect(vote(ben, { ...candidate, id: 'nowhere' }, 'ese')).rejects.toMatchObject({
			code: 'NotFound'
		}));

	test('a vote in a queue that is gone', async () => {
		const gone = await makeQueue('open');
		const orphan = await makeCandidate(gone);
		await collection(store(), 'queues').deleteOne({ name: gone.name, createdAt: gone.createdAt });
		await expect(vote(ben, orphan, 'ese')).rejects.toMatchObject({ code: 'NotFound' });
	});

	test('a form with fields missing, by a sentence that names the field', () =>
		expect(castVote({ user: ben }, { commandId: 'x' })).rejects.toMatchObject({
			code: 'Invalid',
			field: 'commandId'
		}));
});

describe('a command sent again', () => {
	test('one after the other, it answers as before and changes nothing', async () => {
		const candidate = await makeCandidate(open, { rank: 4 });
		const sent = { commandId: commandId(), candidateId: candidate.id, classKey: 'ese' };
		const first = await castVote({ user: ben }, sent);
		await vote(ben, candidate, 'agn');
		expect(await castVote({ user: ben }, sent)).toEqual(first);
		expect((await votesOnCandidate(store(), candidate.id, 1)).at(0)?.classKey).toBe('agn');
	});

	test('five times at once, it is carried out once', async () => {
		const candidate = await makeCandidate(open, { rank: 5 });
		const sent = { commandId: commandId(), candidateId: candidate.id, classKey: 'ese' };
		const answers = await Promise.all(
			Array.from({ length: 5 }, () => castVote({ user: ben }, sent))
		);
		expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
		expect(await voteHistory(store(), candidate.id)).toHaveLength(1);
	});

	test('the same id from two people is two commands', async () => {
		const candidate = await makeCandidate(open, { rank: 6 });
		const sent = { commandId: commandId(), candidateId: candidate.id, classKey: 'ese' };
		await castVote({ user: ben }, sent);
		await castVote({ user: ana }, sent);
		expect(await votesOnCandidate(store(), candidate.id, 1)).toHaveLength(2);
	});
});

describe('in a blind queue', () => {
	test('nothing of others’ votes is in what a page gets before the own vote', async () => {
		const candidate = await makeCandidate(blind, { rank: 1 });
		await vote(ana, candidate, 'explosive', { note: 'a secret remark' });
		await vote(cyd, candidate, 'pulsar');
		const pages = [
			await pageOf(ben, blind, candidate),
			await pageOf(eve, blind, candidate),
			await queuePage(ben, blind.id, asked()),
			await listQueues(ben)
		].map((page) => JSON.stringify({ ...page, queue: null, taxonomy: null }));
		const classes = /"classKey":"(explosive|pulsar)"|"(explosive|pulsar)":1|a secret remark/;
		for (const json of pages) expect(json).not.toMatch(classes);
		const { votes } = await pageOf(ben, blind, candidate);
		expect(votes).toEqual({
			mine: null,
			others: null,
			othersCount: 2,
			tally: null,
			earlier: [],
			history: []
		});
	});

	test('the own vote opens the others’, and is itself marked blind', async () => {
		const candidate = await makeCandidate(blind, { rank: 2 });
		await vote(ana, candidate, 'explosive');
		const mine = await vote(ben, candidate, 'agn');
		expect(mine).toMatchObject({ blind: true });
		expect(mine.revealedAt).toBeInstanceOf(Date);
		const { votes } = await pageOf(ben, blind, candidate);
		expect(votes.others?.map((v) => v.classKey)).toEqual(['explosive']);
		expect(votes.tally).toEqual({ explosive: 1, agn: 1 });
		expect(votes.history).toHaveLength(2);
	});

	test('a class changed after the reveal is not blind, a note added to the same class stays blind', async () => {
		const candidate = await makeCandidate(blind, { rank: 3 });
		const first = await vote(ben, candidate, 'agn');
		const noted = await vote(ben, candidate, 'agn', { note: 'see ATel', confidence: 'certain' });
		expect(noted).toMatchObject({ blind: true, revealedAt: first.revealedAt });
		const changed = await vote(ben, candidate, 'ese');
		expect(changed).toMatchObject({ blind: false, revealedAt: first.revealedAt });
	});

	test('withdrawing seals again, but what was seen was seen: the next vote is not blind', async () => {
		const candidate = await makeCandidate(blind, { rank: 4 });
		await vote(ana, candidate, 'explosive');
		const first = await vote(ben, candidate, 'agn');
		await withdraw(ben, candidate);
		expect((await pageOf(ben, blind, candidate)).votes.others).toBeNull();
		expect(await vote(ben, candidate, 'agn')).toMatchObject({
			blind: false,
			revealedAt: first.revealedAt
		});
	});

	test('the filter for disputes does not tell of disputes among sealed votes', async () => {
		const disputed = asked({ show: 'disputed' });
		const before = await queuePage(eve, blind.id, disputed);
		expect(before.rows).toEqual([]);
		expect((await queuePage(ben, blind.id, disputed)).rows.length).toBeGreaterThan(0);
	});
});

test('a vote in an open queue is never blind', async () => {
	const candidate = await makeCandidate(open, { rank: 7 });
	expect(await vote(ben, candidate, 'ese')).toMatchObject({ blind: false });
});
