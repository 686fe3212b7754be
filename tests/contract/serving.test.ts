import { beforeAll, describe, expect, test } from 'vitest';
import { castVote } from '#server/commands/votes/castVote.ts';
import { leaseCandidate, leaveCandidate } from '#server/commands/votes/leaseCandidate.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { nextCandidate } from '#server/queries/nextCandidate.ts';
import { queuePage } from '#server/queries/queues.ts';
import { store } from '#server/store/client.ts';
import { takeLease } from '#server/store/leases.ts';
import { voteHistory } from '#server/store/voteEvents.ts';
import { isWatched } from '#server/store/watches.ts';
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
let eve: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

async function three(more: Partial<Queue> = {}): Promise<{ queue: Queue; c: Candidate[] }> {
	const queue = await makeQueue('open', 1, more);
	const c = [];
	for (let rank = 1; rank <= 3; rank++) c.push(await makeCandidate(queue, { rank }));
	return { queue, c };
}

function vote(user: User, { id: candidateId }: Candidate, classKey: string) {
	return castVote({ user }, { commandId: commandId(), candidateId, classKey });
}

async function next(user: User, queue: Queue, list: Record<string, unknown> = {}) {
	return (await nextCandidate(user, queue.id, asked(list)))?.candidateId ?? null;
}

describe('next', () => {
	test('is never what one has voted on, nor what is retired', async () => {
		const { queue, c } = await three();
		expect(await next(ben, queue)).toBe(c[0].id);
		await vote(ben, c[0], 'agn');
		expect(await next(ben, queue)).toBe(c[1].id);
		const by = { commandId: commandId(), classKey: 'agn', reason: 'known' };
		await retireCandidate({ user: ana }, { ...by, candidateId: c[1].id });
		expect(await next(ben, queue)).toBe(c[2].id);
		await vote(ben, c[2], 'unsure');
		expect(await next(ben, queue)).toBeNull();
		expect((await queuePage(ben, queue.id, asked())).nextTodoId).toBeNull();
		expect(await next(ana, queue)).toBe(c[0].id);
	});

	test('keeps to the list’s filter and to its order', async () => {
		const { queue, c } = await three();
		expect(await next(ben, queue, { sort: 'rank', order: 'desc' })).toBe(c[2].id);
		await vote(ben, c[0], 'agn');
		expect(await next(ben, queue, { show: 'done' })).toBeNull();
		expect(await next(ben, queue, { tag: 'no-such-tag' })).toBeNull();
	});

	test('goes on from where one is, and round to the beginning', async () => {
		const { queue, c } = await three();
		const from = async (i: number) =>
			(await candidatePage(ben, queue.id, c[i].id, asked())).neighbours.nextTodoId;
		expect([await from(0), await from(1), await from(2)]).toEqual([c[1].id, c[2].id, c[0].id]);
	});

	test('says why, here and for the next', async () => {
		const { queue, c } = await three();
		const page = await candidatePage(ben, queue.id, c[1].id, asked());
		expect(page.ballot.because).toBe('Next because it is number 2 of the queue.');
		expect(await nextCandidate(ben, queue.id, asked())).toMatchObject({
			because: 'Next because it is number 1 of the queue.'
		});
		const sorted = await candidatePage(ben, queue.id, c[1].id, asked({ sort: 'eta' }));
		expect(sorted.ballot.because).toBe('Next because your list is sorted so.');
	});

	test.each(['random', 'newest', 'uncertainty', 'information'] as const)(
		'in the order of work %s serves everything once',
		async (workOrder) => {
			const { queue, c } = await three({ workOrder });
			const served: (string | null)[] = [];
			for (let i = 0; i < 3; i++) {
				const answer = await nextCandidate(ben, queue.id, asked());
				expect(answer?.because).toMatch(/^Next because /);
				const candidate = c.find(({ id }) => id === answer?.candidateId);
				served.push(candidate?.id ?? null);
				if (candidate) await vote(ben, candidate, 'agn');
			}
			expect(new Set(served)).toEqual(new Set(c.map(({ id }) => id)));
			expect(await next(ben, queue)).toBeNull();
		}
	);

	test('serves nothing to who is not among the voters, nor after the deadline', async () => {
		const others = await three({ voters: { teamId: null, userIds: [ana.id] } });
		expect(await next(ben, others.queue)).toBeNull();
		expect(await next(ana, others.queue)).not.toBeNull();
		const late = await three({ deadline: new Date(Date.now() - 1000) });
		expect(await next(ben, late.queue)).toBeNull();
	});
});

describe('a skip', () => {
	test('is no vote, and serves the candidate again at the very end', async () => {
		const { queue, c } = await three();
		expect(await vote(ben, c[0], 'skip')).toMatchObject({ classKey: 'skip' });
		expect(await votesOnCandidate(store(), c[0].id)).toEqual([]);
		expect((await voteHistory(store(), c[0].id)).map(({ kind }) => kind)).toEqual(['skipped']);
		const { rows, progress } = await queuePage(ana, queue.id, asked());
		expect(rows[0]).toMatchObject({ votes: 0, tally: {} });
		expect(progress.votes).toBe(0);
		expect(await next(ben, queue)).toBe(c[1].id);
		await vote(ben, c[1], 'skip');
		await vote(ben, c[2], 'agn');
		expect(await next(ben, queue), 'the one skipped longest ago').toBe(c[0].id);
		await vote(ben, c[0], 'skip');
		expect(await next(ben, queue)).toBe(c[1].id);
		expect(await next(ana, queue)).toBe(c[0].id);
	});

	test('opens no seal, and is refused once one has voted', async () => {
		const queue = await makeQueue('blind');
		const candidate = await makeCandidate(queue);
		await vote(ana, candidate, 'pulsar');
		await vote(ben, candidate, 'skip');
		const { votes } = await candidatePage(ben, queue.id, candidate.id, asked());
		expect(votes.others).toBeNull();
		expect(votes.history.map(({ kind }) => kind)).toEqual(['skipped']);
		expect(await vote(ben, candidate, 'agn')).toMatchObject({ blind: true });
		await expect(vote(ben, candidate, 'skip')).rejects.toMatchObject({ code: 'Conflict' });
		expect(await votesOnCandidate(store(), candidate.id)).toHaveLength(2);
	});
});

test('“need more data” is a vote that names no class, and watches the object', async () => {
	const { c } = await three();
	await vote(ben, c[0], 'more-data');
	expect(await isWatched(store(), ben.id, c[0].objectId)).toBe(true);
	expect(await isWatched(store(), ana.id, c[0].objectId)).toBe(false);
	expect(await votesOnCandidate(store(), c[0].id)).toHaveLength(1);
});

describe('a lease', () => {
	const look = (user: User, { id }: Candidate) => leaseCandidate({ user }, id);

	test('shows who looks, and serves others something else first', async () => {
		const { queue, c } = await three();
		await look(ana, c[0]);
		const page = await candidatePage(ben, queue.id, c[0].id, asked());
		expect(page.ballot.lookedAtBy).toEqual(['ANA']);
		expect(await next(ben, queue)).toBe(c[1].id);
		expect(await next(ana, queue), 'one’s own lease is none to oneself').toBe(c[0].id);
		await leaveCandidate({ user: ana }, c[0].id);
		expect(await next(ben, queue)).toBe(c[0].id);
	});

	test('is no lock: when nothing else is left one is served it, and told; and may always vote', async () => {
		const { queue, c } = await three();
		for (const candidate of c) await look(ana, candidate);
		expect(await nextCandidate(ben, queue.id, asked())).toMatchObject({
			candidateId: c[0].id,
			heldBy: ['ANA']
		});
		expect(await vote(ben, c[0], 'agn')).toMatchObject({ classKey: 'agn' });
	});

	test('means nothing where overlap is wanted', async () => {
		const { queue, c } = await three({ overlap: true });
		await look(ana, c[0]);
		expect(await nextCandidate(ben, queue.id, asked())).toMatchObject({
			candidateId: c[0].id,
			heldBy: []
		});
	});

	test('expires, and is renewed by looking on', async () => {
		const { queue, c } = await three();
		const lease = { queueId: queue.id, candidateId: c[0].id, userId: ana.id, userName: 'ANA' };
		const anHourAgo = new Date(Date.now() - 3_600_000);
		expect(await takeLease(store(), { ...lease, seconds: 60 }, anHourAgo)).toBe(true);
		expect(await next(ben, queue)).toBe(c[0].id);
		expect(await takeLease(store(), { ...lease, seconds: 60 })).toBe(true);
		expect(await takeLease(store(), { ...lease, seconds: 60 })).toBe(false);
		expect(await next(ben, queue)).toBe(c[1].id);
	});

	test('is not taken by who cannot vote', async () => {
		const { queue, c } = await three();
		await look(eve, c[0]);
		expect(await next(ben, queue)).toBe(c[0].id);
		await expect(leaseCandidate({ user: ben }, 'nowhere')).rejects.toMatchObject({
			code: 'NotFound'
		});
	});
});
