import { beforeAll, describe, expect, test } from 'vitest';
import { castVote } from '#server/commands/votes/castVote.ts';
import { reopenCandidate } from '#server/commands/votes/reopenCandidate.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { queuePage } from '#server/queries/queues.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { findCandidate } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import { verdictsOfCandidate } from '#server/store/verdicts.ts';
import { votesOnCandidate } from '#server/store/votes.ts';
import { expertTeamRules, planetHuntersRules } from '#science/consensus/retirementRules.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { vettingRulesSchema, type VettingRule } from '#schema/vettingRule.ts';
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

const EXPERTS = vettingRulesSchema.parse(expertTeamRules(['ese'], ['unsure']));
const rule = (fields: Omit<VettingRule, 'version'>): VettingRule => ({ version: 1, ...fields });
/** Retires at so many votes, whatever they say. */
const atVotes = (atLeast: number) =>
	rule({
		id: `${atLeast}-votes`,
		when: [{ kind: 'votes', atLeast }],
		then: { kind: 'retire', as: 'likeliest' }
	});

function ruled(rules: VettingRule[], more: Partial<Queue> = {}): Promise<Queue> {
	return makeQueue(more.sealing ?? 'blind', 1, { rules, ...more });
}

function vote(user: User, { id: candidateId }: Candidate, classKey: string) {
	return castVote({ user }, { commandId: commandId(), candidateId, classKey });
}

async function stateOf({ id }: Candidate) {
	const found = await findCandidate(store(), id);
	if (!found) throw new Error('the candidate is gone');
	return found.state;
}

const closed = { code: 'Conflict', message: expect.stringContaining('retired') as string };

describe('a rule', () => {
	test('retires on two blind votes that agree, and says by which rule and votes', async () => {
		const queue = await ruled(EXPERTS);
		const candidate = await makeCandidate(queue);
		const first = await vote(ben, candidate, 'ese');
		expect((await stateOf(candidate)).kind).toBe('live');
		const second = await vote(cyd, candidate, 'ese');
		const state = await stateOf(candidate);
		expect(state).toMatchObject({
			kind: 'retired',
			as: 'ese',
			because: { ruleId: 'sure', ruleVersion: 1 },
			byId: null,
			scoreThen: candidate.score
		});
		expect(state.because?.sentence).toMatch(/^Retired as ese by rule sure \(version 1\): the post/);
		const [verdict, ...others] = await verdictsOfCandidate(store(), candidate.id);
		expect(others).toEqual([]);
		expect(verdict).toMatchObject({
			classKey: 'ese',
			ruleId: 'sure',
			objectId: candidate.objectId,
			voteIds: [first.id, second.id],
			reopened: null
		});
		expect(verdict.sentence).toBe(state.because?.sentence);
		const audited = await auditEventsOf(store(), `candidate ${candidate.id}`);
		expect(audited.at(-1)).toMatchObject({ action: 'retire', byName: 'system' });
	});

	test('knows good voters from bad ones by the whole queue', async () => {
		const queue = await ruled([
			rule({
				id: 'one-good-voter',
				when: [{ kind: 'posterior', of: 'likeliest', is: 'atLeast', bound: 0.71 }],
				then: { kind: 'retire', as: 'likeliest' }
			})
		]);
		const alone = await makeCandidate(queue, { rank: 1 });
		await vote(ben, alone, 'agn');
		expect((await stateOf(alone)).kind, 'a newcomer is not sure enough').toBe('live');
		const agreed = await makeCandidate(queue, { rank: 2 });
		await vote(cyd, agreed, 'agn');
		await vote(ben, agreed, 'agn');
		const later = await makeCandidate(queue, { rank: 9 });
		await vote(cyd, later, 'agn');
		expect((await stateOf(later)).kind).toBe('retired');
	});

	test('sends to a session, once, and lets people vote on', async () => {
		const queue = await ruled(EXPERTS);
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'ese');
		await vote(cyd, candidate, 'agn');
		const sent = await stateOf(candidate);
		expect(sent).toMatchObject({
			kind: 'routed',
			as: 'session',
			because: { ruleId: 'disagreement' }
		});
		await vote(dan, candidate, 'pulsar');
		expect(await stateOf(candidate)).toEqual(sent);
		expect(await verdictsOfCandidate(store(), candidate.id)).toEqual([]);
	});

	test('can ask for a class, for the first votes, and for who has not looked', async () => {
		const hunters = await ruled(
			vettingRulesSchema.parse(planetHuntersRules(['ese'], 'not-variable')).map((known) => ({
				...known,
				when: known.when.map((condition) =>
					condition.kind === 'votes' ? { ...condition, atLeast: 2 } : condition
				)
			})),
			{ sealing: 'open' }
		);
		const nothing = await makeCandidate(hunters);
		await vote(ben, nothing, 'not-variable');
		await vote(cyd, nothing, 'not-variable');
		expect(await stateOf(nothing)).toMatchObject({
			as: 'not-variable',
			because: { ruleId: 'eight-nothing' }
		});
		const firsts = await ruled([
			rule({
				id: 'two-of-three',
				when: [{ kind: 'agreeing', atLeast: 2, ofFirst: 3 }],
				then: { kind: 'retire', as: 'agn' }
			})
		]);
		const agreed = await makeCandidate(firsts);
		for (const [user, classKey] of [
			[ben, 'agn'],
			[cyd, 'ese'],
			[dan, 'agn']
		] as const)
			await vote(user, agreed, classKey);
		expect((await stateOf(agreed)).because?.ruleId).toBe('two-of-three');
		const experts = await ruled([
			rule({
				id: 'to-experts',
				when: [
					{ kind: 'votes', atLeast: 2 },
					{ kind: 'unseenBy', role: 'expert' }
				],
				then: { kind: 'route', to: 'experts' }
			})
		]);
		const [unseen, seen] = [
			await makeCandidate(experts),
			await makeCandidate(experts, { rank: 2 })
		];
		await vote(ben, unseen, 'agn');
		await vote(cyd, unseen, 'agn');
		expect(await stateOf(unseen)).toMatchObject({ kind: 'routed', as: 'experts' });
		await vote(ana, seen, 'agn');
		await vote(cyd, seen, 'agn');
		expect((await stateOf(seen)).kind).toBe('live');
	});

	test('a tie retires without a class', async () => {
		const candidate = await makeCandidate(await ruled([atVotes(2)], { sealing: 'open' }));
		await vote(ben, candidate, 'ese');
		await vote(cyd, candidate, 'unsure');
		expect(await stateOf(candidate)).toMatchObject({ kind: 'retired', as: 'ese' });
		const tied = await makeCandidate(await ruled([atVotes(2)]));
		await vote(ben, tied, 'unsure');
		await vote(cyd, tied, 'more-data');
		expect(await stateOf(tied)).toMatchObject({ kind: 'retired', as: null });
		expect((await verdictsOfCandidate(store(), tied.id)).at(0)?.classKey).toBeNull();
	});

	test('a skip and an answer without a class are no votes for a class', async () => {
		const queue = await ruled([
			rule({
				id: 'one-agn',
				when: [{ kind: 'votes', atLeast: 1, of: ['agn'] }],
				then: { kind: 'retire', as: 'agn' }
			}),
			atVotes(3)
		]);
		const candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'skip');
		await vote(cyd, candidate, 'skip');
		await vote(dan, candidate, 'skip');
		expect((await stateOf(candidate)).kind).toBe('live');
		await vote(dan, candidate, 'unsure');
		expect((await stateOf(candidate)).kind).toBe('live');
	});
});

describe('a retired candidate', () => {
	let queue: Queue;
	let candidate: Candidate;
	beforeAll(async () => {
		queue = await ruled([atVotes(2)], { sealing: 'open' });
		candidate = await makeCandidate(queue);
		await vote(ben, candidate, 'agn');
		await vote(cyd, candidate, 'agn');
	});

	test('takes no vote and no change of one', async () => {
		await expect(vote(dan, candidate, 'agn')).rejects.toMatchObject(closed);
		await expect(vote(ben, candidate, 'ese')).rejects.toMatchObject(closed);
		await expect(vote(dan, candidate, 'skip')).rejects.toMatchObject(closed);
	});

	test('says so on its page, and stands under Retired in the table', async () => {
		const page = await candidatePage(dan, queue.id, candidate.id, asked());
		expect(page.ballot.closed).toMatch(/retired/);
		const { rows } = await queuePage(dan, queue.id, asked({ show: 'retired' }));
		expect(rows.map(({ id }) => id)).toEqual([candidate.id]);
		expect((await queuePage(dan, queue.id, asked({ show: 'todo' }))).rows).toEqual([]);
	});

	test('stays retired when a vote that did it is withdrawn', async () => {
		await withdrawVote({ user: cyd }, { commandId: commandId(), candidateId: candidate.id });
		expect((await stateOf(candidate)).kind).toBe('retired');
		expect(await votesOnCandidate(store(), candidate.id, 1)).toHaveLength(1);
	});

	test('is opened again by chair or curator only, with a reason, and its verdict says so', async () => {
		const open = (user: User, reason = 'too early') =>
			reopenCandidate({ user }, { commandId: commandId(), candidateId: candidate.id, reason });
		await expect(open(ben)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(open(ana, ' ')).rejects.toMatchObject({ code: 'Invalid', field: 'reason' });
		await open(ana);
		expect(await stateOf(candidate)).toMatchObject({
			kind: 'live',
			as: null,
			byId: ana.id,
			because: { sentence: 'Opened again by ANA: too early' }
		});
		const [verdict] = await verdictsOfCandidate(store(), candidate.id);
		expect(verdict.reopened).toMatchObject({ byName: 'ANA', because: 'too early' });
		await expect(open(ana)).rejects.toMatchObject({ code: 'Conflict' });
		await vote(dan, candidate, 'agn');
		expect(await verdictsOfCandidate(store(), candidate.id)).toHaveLength(2);
	});
});

describe('by hand', () => {
	const retire = (user: User, { id: candidateId }: Candidate, more: object = {}) =>
		retireCandidate(
			{ user },
			{ commandId: commandId(), candidateId, classKey: 'pulsar', reason: 'known pulsar', ...more }
		);

	test('the chair retires, others do not, and not without class or reason', async () => {
		const queue = await makeQueue('open', 1, { chairId: cyd.id });
		const candidate = await makeCandidate(queue);
		await expect(retire(ben, candidate)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(retire(cyd, candidate, { reason: '' })).rejects.toMatchObject({ field: 'reason' });
		await expect(retire(cyd, candidate, { classKey: 'quasar' })).rejects.toMatchObject({
			field: 'classKey'
		});
		await expect(retire(cyd, candidate, { classKey: 'unsure' })).rejects.toMatchObject({
			field: 'classKey'
		});
		await retire(cyd, candidate);
		expect(await stateOf(candidate)).toMatchObject({ kind: 'retired', as: 'pulsar', byId: cyd.id });
		expect(await verdictsOfCandidate(store(), candidate.id)).toMatchObject([
			{ classKey: 'pulsar', ruleId: null, byName: 'CYD', sentence: 'known pulsar' }
		]);
		await expect(retire(cyd, candidate)).rejects.toMatchObject({ code: 'Conflict' });
		await expect(vote(ben, candidate, 'agn')).rejects.toMatchObject(closed);
	});
});

describe('at the same moment', () => {
	test('of two last votes one retires and the other is refused, whichever is first', async () => {
		const queue = await ruled([atVotes(2)], { sealing: 'open' });
		for (let rank = 1; rank <= 12; rank++) {
			const candidate = await makeCandidate(queue, { rank });
			await vote(ana, candidate, 'agn');
			const ends = await Promise.allSettled([ben, cyd, dan].map((u) => vote(u, candidate, 'agn')));
			expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
			expect(await votesOnCandidate(store(), candidate.id, 1)).toHaveLength(2);
			expect(await verdictsOfCandidate(store(), candidate.id)).toHaveLength(1);
		}
	});

	test('no vote slips past the chair', async () => {
		const queue = await makeQueue('open');
		for (let rank = 1; rank <= 12; rank++) {
			const candidate = await makeCandidate(queue, { rank });
			await Promise.allSettled([
				vote(ben, candidate, 'agn'),
				retireCandidate(
					{ user: ana },
					{ commandId: commandId(), candidateId: candidate.id, classKey: 'agn', reason: 'known' }
				),
				vote(cyd, candidate, 'agn')
			]);
			const [verdict] = await verdictsOfCandidate(store(), candidate.id);
			const live = await votesOnCandidate(store(), candidate.id, 1);
			expect(live.map(({ id }) => id)).toEqual(verdict.voteIds);
		}
	});
});
