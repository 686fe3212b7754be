import { beforeAll, describe, expect, test } from 'vitest';
import { castVote } from '#server/commands/votes/castVote.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { startSecondRound } from '#server/commands/votes/startSecondRound.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { queuePage } from '#server/queries/queues.ts';
import { findCandidate } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import { votesOnCandidate } from '#server/store/votes.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { VettingRule } from '#schema/vettingRule.ts';
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
let dan: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'vetter');
	dan = await makeUser('dan', 'vetter');
});

function vote(user: User, { id: candidateId }: Candidate, classKey: string, more: object = {}) {
	return castVote({ user }, { commandId: commandId(), candidateId, classKey, ...more });
}
const reveal = (user: User, which: object) =>
	revealVotes({ user }, { commandId: commandId(), ...which });
const nextRound = (user: User, { id: candidateId }: Candidate) =>
	startSecondRound({ user }, { commandId: commandId(), candidateId });

async function seenBy(user: User, queue: Queue, { id }: Candidate): Promise<string[] | null> {
	const { votes } = await candidatePage(user, queue.id, id, asked());
	return votes.others?.map(({ classKey }) => classKey) ?? null;
}

async function stateOf({ id }: Candidate) {
	return (await findCandidate(store(), id))?.state;
}

describe('until a quorum', () => {
	test('votes are sealed from everyone, voters too; then they are open to all, and stay so', async () => {
		const queue = await makeQueue('quorum');
		const candidate = await makeCandidate(queue);
		expect(await vote(ben, candidate, 'agn')).toMatchObject({ blind: true, revealedAt: null });
		expect(await seenBy(ben, queue, candidate)).toBeNull();
		await vote(dan, candidate, 'unsure');
		expect(await seenBy(ben, queue, candidate), 'an answer without a class counts not').toBeNull();
		await vote(cyd, candidate, 'ese');
		expect(await seenBy(ben, queue, candidate)).toEqual(['unsure', 'ese']);
		expect(await seenBy(ana, queue, candidate)).toEqual(['agn', 'unsure', 'ese']);
		const stamped = await votesOnCandidate(store(), candidate.id, 1);
		for (const { blind, revealedAt } of stamped) {
			expect(blind).toBe(true);
			expect(revealedAt).toBeInstanceOf(Date);
		}
		await withdrawVote({ user: cyd }, { commandId: commandId(), candidateId: candidate.id });
		expect(await seenBy(ana, queue, candidate)).toEqual(['agn', 'unsure']);
		expect(await vote(ana, candidate, 'ese')).toMatchObject({ blind: false });
	});

	test('a changed vote stays blind, for nothing was shown in between', async () => {
		const candidate = await makeCandidate(await makeQueue('quorum'));
		await vote(ben, candidate, 'agn');
		expect(await vote(ben, candidate, 'ese')).toMatchObject({ blind: true });
		await withdrawVote({ user: ben }, { commandId: commandId(), candidateId: candidate.id });
		expect(await vote(ben, candidate, 'pulsar')).toMatchObject({ blind: true });
	});
});

describe('until the chair reveals', () => {
	test('nobody sees anything, chair and curators neither; then all see all at once', async () => {
		const queue = await makeQueue('chair', 1, { chairId: cyd.id });
		const candidate = await makeCandidate(queue);
		const other = await makeCandidate(queue, { rank: 2 });
		for (const user of [ben, cyd, ana]) await vote(user, candidate, 'agn');
		for (const user of [ben, cyd, ana]) expect(await seenBy(user, queue, candidate)).toBeNull();
		await expect(reveal(ben, { candidateId: candidate.id })).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		expect(await reveal(cyd, { candidateId: candidate.id })).toEqual({ revealed: 1 });
		expect(await reveal(cyd, { candidateId: candidate.id })).toEqual({ revealed: 0 });
		expect(await seenBy(dan, queue, candidate)).toEqual(['agn', 'agn', 'agn']);
		expect(await vote(dan, candidate, 'agn')).toMatchObject({ blind: false });
		await vote(ben, other, 'ese');
		expect(await seenBy(dan, queue, other)).toBeNull();
	});

	test('a whole queue opens where votes are; what nobody has voted on stays sealed', async () => {
		const queue = await makeQueue('chair', 1, { chairId: cyd.id });
		const [first, second, empty] = [
			await makeCandidate(queue, { rank: 1 }),
			await makeCandidate(queue, { rank: 2 }),
			await makeCandidate(queue, { rank: 3 })
		];
		await vote(ben, first, 'agn');
		await vote(ben, second, 'ese');
		await expect(reveal(ben, { queueId: queue.id })).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		expect(await reveal(ana, { queueId: queue.id })).toEqual({ revealed: 2 });
		expect(await seenBy(dan, queue, second)).toEqual(['ese']);
		expect((await stateOf(empty))?.revealedAt).toBeNull();
		expect(await vote(ben, empty, 'agn')).toMatchObject({ blind: true });
		expect((await votesOnCandidate(store(), first.id)).at(0)?.revealedAt).toBeInstanceOf(Date);
	});

	test('a verdict that votes led to stays sealed with them, the chair’s own word does not', async () => {
		const rule: VettingRule = {
			id: 'two',
			version: 1,
			when: [{ kind: 'votes', atLeast: 2 }],
			then: { kind: 'retire', as: 'likeliest' }
		};
		const queue = await makeQueue('chair', 1, { rules: [rule] });
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'pulsar');
		await vote(cyd, candidate, 'pulsar');
		const page = await candidatePage(dan, queue.id, candidate.id, asked());
		expect(page.candidate.state).toMatchObject({ kind: 'retired', as: null });
		expect(page.candidate.state.because?.sentence).not.toMatch(/pulsar|votes \(/);
		await reveal(ana, { candidateId: candidate.id });
		const revealed = await candidatePage(dan, queue.id, candidate.id, asked());
		expect(revealed.candidate.state.as).toBe('pulsar');
		const byHand = await makeCandidate(queue, { rank: 2 });
		const what = { classKey: 'agn', reason: 'seen elsewhere' };
		await retireCandidate(
			{ user: ana },
			{ commandId: commandId(), candidateId: byHand.id, ...what }
		);
		const shown = await candidatePage(dan, queue.id, byHand.id, asked());
		expect(shown.candidate.state.as).toBe('agn');
	});
});

test('that votes disagree is not told by where a candidate was sent', async () => {
	const rule: VettingRule = {
		id: 'disagreement',
		version: 1,
		when: [{ kind: 'disagreement', above: 0.6 }],
		then: { kind: 'route', to: 'session' }
	};
	const queue = await makeQueue('blind', 1, { rules: [rule] });
	const candidate = await makeCandidate(queue);
	await vote(ben, candidate, 'pulsar');
	await vote(cyd, candidate, 'ese');
	const page = await candidatePage(dan, queue.id, candidate.id, asked());
	expect(page.candidate.state).toMatchObject({ kind: 'live', as: null, because: null });
	const mine = await candidatePage(ben, queue.id, candidate.id, asked());
	expect(mine.candidate.state).toMatchObject({ kind: 'routed', as: 'session' });
});

test('retiring opens the votes of a blind queue to everyone', async () => {
	const queue = await makeQueue('blind');
	const candidate = await makeCandidate(queue);
	await vote(ben, candidate, 'pulsar');
	const what = { classKey: 'agn', reason: 'seen elsewhere' };
	await retireCandidate(
		{ user: ana },
		{ commandId: commandId(), candidateId: candidate.id, ...what }
	);
	expect(await seenBy(dan, queue, candidate)).toEqual(['pulsar']);
});

describe('a second round', () => {
	test('follows a reveal, is sealed anew, and leaves the first as it was', async () => {
		const queue = await makeQueue('chair', 1, { chairId: cyd.id });
		const candidate = await makeCandidate(queue);
		await expect(nextRound(cyd, candidate)).rejects.toMatchObject({ code: 'Conflict' });
		await vote(ben, candidate, 'agn');
		await vote(dan, candidate, 'ese');
		await expect(nextRound(cyd, candidate)).rejects.toMatchObject({
			message: expect.stringContaining('Reveal the votes of round 1 first') as string
		});
		await reveal(cyd, { candidateId: candidate.id });
		await expect(nextRound(ben, candidate)).rejects.toMatchObject({ code: 'NotPermitted' });
		expect(await nextRound(cyd, candidate)).toEqual({ round: 2 });
		expect(await vote(ben, candidate, 'ese')).toMatchObject({ round: 2, blind: false });
		const { votes } = await candidatePage(dan, queue.id, candidate.id, asked());
		expect(votes).toMatchObject({ mine: null, others: null, othersCount: 1, tally: null });
		expect(votes.earlier.map(({ classKey }) => classKey)).toEqual(['agn', 'ese']);
		expect(votes.history.map(({ round }) => round)).toEqual([1, 1]);
		const { rows } = await queuePage(dan, queue.id, asked());
		expect(rows[0]).toMatchObject({ votes: 1, mine: null, tally: null });
		await reveal(cyd, { candidateId: candidate.id });
		expect(await seenBy(dan, queue, candidate)).toEqual(['ese']);
	});

	test('in an open queue follows the first without more ado', async () => {
		const queue = await makeQueue('open');
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'agn');
		await expect(reveal(ana, { candidateId: candidate.id })).rejects.toMatchObject({
			code: 'Conflict'
		});
		expect(await nextRound(ana, candidate)).toEqual({ round: 2 });
	});
});

describe('refused', () => {
	test('after the deadline: votes, changes and withdrawals', async () => {
		const deadline = new Date(Date.now() + 1500);
		const candidate = await makeCandidate(await makeQueue('open', 1, { deadline }));
		await vote(ben, candidate, 'agn');
		await expect
			.poll(
				() =>
					vote(ben, candidate, 'ese').then(
						() => null,
						(error: Error) => error.message
					),
				{
					timeout: 4000
				}
			)
			.toMatch(/^Voting in this queue ended on .* UTC\./);
		const input = { commandId: commandId(), candidateId: candidate.id };
		await expect(withdrawVote({ user: ben }, input)).rejects.toMatchObject({ code: 'Conflict' });
	});

	test('who is not among the voters, named or of the team', async () => {
		const voters = { teamId: 'team-a', userIds: [cyd.id] };
		const candidate = await makeCandidate(await makeQueue('open', 1, { voters }));
		await expect(vote(ben, candidate, 'agn')).rejects.toMatchObject({
			code: 'Conflict',
			message: expect.stringContaining('not among those who vote') as string
		});
		await expect(vote({ ...ben, teamId: 'team-a' }, candidate, 'agn')).resolves.toBeDefined();
		await expect(vote(cyd, candidate, 'agn')).resolves.toBeDefined();
	});

	test('a candidate of another queue, by the page it is sent from', async () => {
		const [here, there] = [await makeQueue('open'), await makeQueue('open')];
		const foreign = await makeCandidate(there);
		await expect(vote(ben, foreign, 'agn', { queueId: here.id })).rejects.toMatchObject({
			code: 'NotFound',
			field: 'queueId'
		});
		expect(await votesOnCandidate(store(), foreign.id)).toEqual([]);
	});

	test('a class of another class list, naming this one', async () => {
		const queue = await makeQueue('open');
		const classes = queue.taxonomy.classes.filter(({ key }) => key !== 'pulsar');
		const other = await makeQueue('open', 1, {
			taxonomy: { ...queue.taxonomy, name: 'others', version: 7, classes }
		});
		const candidate = await makeCandidate(other);
		await expect(vote(ben, candidate, 'pulsar')).rejects.toMatchObject({
			code: 'Invalid',
			field: 'classKey',
			message: expect.stringContaining('others, version 7') as string
		});
		const seen = await vote(ben, candidate, 'ese', { taxonomyVersion: 6 });
		expect(seen.taxonomyVersion).toBe(6);
		const forged = await vote(ben, candidate, 'agn', { taxonomyVersion: 99 });
		expect(forged.taxonomyVersion).toBe(7);
	});

	test.each([-0.1, 1.01, 'often', 'NaN'])('a probability of %s', async (probability) => {
		const candidate = await makeCandidate(await makeQueue('open'));
		await expect(vote(ben, candidate, 'agn', { probability })).rejects.toMatchObject({
			code: 'Invalid',
			field: 'probability'
		});
	});
});

test('a forged author, round, time or blindness in the input has no effect', async () => {
	const queue = await makeQueue('open');
	const candidate = await makeCandidate(queue);
	await vote(cyd, candidate, 'ese');
	const forged = {
		userId: cyd.id,
		userName: 'CYD',
		round: 9,
		blind: true,
		id: 'x',
		revealedAt: null
	};
	const cast = await vote(ben, candidate, 'agn', forged);
	expect(cast).toMatchObject({ userId: ben.id, userName: 'BEN', round: 1, blind: false });
	const live = await votesOnCandidate(store(), candidate.id);
	expect(live.map(({ userName, classKey }) => [userName, classKey])).toEqual([
		['CYD', 'ese'],
		['BEN', 'agn']
	]);
});
