import { beforeAll, describe, expect, test } from 'vitest';
import { changeQueue } from '#server/commands/queues/changeQueue.ts';
import { createQueue } from '#server/commands/queues/createQueue.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { queuePage } from '#server/queries/queues.ts';
import { queueSettingsPage } from '#server/queries/queueSettings.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import { findQueue } from '#server/store/queues.ts';
import { ensureTeam } from '#server/store/teams.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
	commandId,
	makeCandidate,
	makeQueue,
	makeRun,
	makeUser,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let cyd: User;
let eve: User;
let queue: Queue;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'runManager');
	eve = await makeUser('eve', 'viewer');
	await makeRun(1, 'first');
	queue = await makeQueue('open');
});

const change = (settings: object, user = ana, queueId = queue.id) =>
	changeQueue({ user }, { queueId, ...settings });
const RULE = {
	id: 'three',
	when: [{ kind: 'votes', atLeast: 3 }],
	then: { kind: 'retire', as: 'likeliest' }
};

describe('settings', () => {
	test('at a queue’s making are what the form says', async () => {
		const made = await createQueue(
			{ user: ana },
			{
				from: 'ranking',
				runId: '1',
				name: 'all of it',
				sealing: 'quorum',
				opinionsWanted: '3',
				wanted: ['ese', 'transient'],
				ruleChoice: 'expert',
				rules: '',
				workOrder: 'voteEntropy',
				who: 'people',
				teamId: '',
				voterIds: [ben.id],
				overlap: 'on',
				leaseSeconds: '60',
				deadline: '2030-01-02T03:04',
				chairId: ben.id,
				taxonomyId: ''
			}
		);
		expect(await findQueue(store(), made.id)).toMatchObject({
			name: 'all of it',
			sealing: 'quorum',
			opinionsWanted: 3,
			wanted: ['ese', 'transient'],
			workOrder: 'voteEntropy',
			voters: { teamId: null, userIds: [ben.id] },
			overlap: true,
			leaseSeconds: 60,
			deadline: new Date('2030-01-02T03:04:00Z'),
			chairId: ben.id
		});
		expect(made.rules.map(({ id, version }) => `${id} ${version}`)).toEqual([
			'unsure-and-wanted 1',
			'disagreement 1',
			'sure 1',
			'hopeless 1',
			'new-evidence 1'
		]);
		expect(made.rules[3].when[0]).toMatchObject({ of: ['ese', 'transient'] });
		expect((await queuePage(ben, made.id, asked())).chairName).toBe('BEN');
	});

	test('changed later, alone or together, leave the others as they are, and are audited', async () => {
		await change({ protocol: 'Look at both bands.', sealing: 'chair' });
		await change({ name: 'renamed', deadline: '', overlap: '' });
		expect(await findQueue(store(), queue.id)).toMatchObject({
			name: 'renamed',
			protocol: 'Look at both bands.',
			sealing: 'chair',
			opinionsWanted: 2,
			deadline: null,
			overlap: false
		});
		const [first] = await auditEventsOf(store(), `queue ${queue.id}`);
		expect(first).toMatchObject({
			action: 'changeQueue',
			before: { protocol: '', sealing: 'open' },
			after: { protocol: 'Look at both bands.', sealing: 'chair' }
		});
	});

	test.each(['swap', 'planetHunters', 'none'])(
		'the ready-made rules %s are valid',
		async (kind) => {
			const { rules } = await change({ ruleChoice: kind });
			expect(rules.length).toBe(kind === 'none' ? 0 : 3);
		}
	);

	test('a team that may vote', async () => {
		const teamId = await ensureTeam(store(), 'ASKAP');
		expect((await change({ who: 'team', teamId })).voters).toEqual({ teamId, userIds: null });
		expect((await change({ who: 'all' })).voters).toEqual({ teamId: null, userIds: null });
	});
});

describe('a rule', () => {
	test('that is changed gets its next version, one that is not keeps it, whatever was typed', async () => {
		const other = { ...RULE, id: 'other', version: 9 };
		const first = await change({ ruleChoice: 'own', rules: JSON.stringify([RULE, other]) });
		expect(first.rules.map(({ version }) => version)).toEqual([1, 1]);
		const stricter = { ...RULE, when: [{ atLeast: 4, kind: 'votes' }] };
		const reordered = { then: other.then, when: other.when, id: 'other' };
		const second = await change({ ruleChoice: 'own', rules: [stricter, reordered] });
		expect(second.rules.map(({ id, version }) => `${id} ${version}`)).toEqual([
			'three 2',
			'other 1'
		]);
	});

	test.each<[string, unknown, RegExp]>([
		['no JSON', '[{', /The rules are not JSON/],
		['no list', '{}', /./],
		['an id in capitals', [{ ...RULE, id: 'Three' }], /Rule 1 “Three”: .*small letters/],
		[
			'no condition',
			[RULE, { ...RULE, id: 'b', when: [] }],
			/Rule 2 “b”: .*at least one condition/
		],
		['an unknown condition', [{ ...RULE, when: [{ kind: 'moon' }] }], /Rule 1 “three”: .*when\.0/],
		['two of one id', [RULE, RULE], /Two rules have the same id/],
		[
			'a class that is not in the list',
			[{ ...RULE, then: { kind: 'retire', as: 'quasar' } }],
			/Rule “three”: “quasar” is no class/
		],
		[
			'an unknown class in a condition',
			[{ ...RULE, when: [{ kind: 'votes', atLeast: 1, of: ['artefact'] }] }],
			/“artefact” is no class that can be voted for/
		],
		[
			'a bound beyond 1',
			[{ ...RULE, when: [{ kind: 'posterior', of: 'likeliest', is: 'above', bound: 2 }] }],
			/Rule 1 “three”/
		]
	])('with %s is refused, with the rule named', async (_, rules, sentence) => {
		const before = await findQueue(store(), queue.id);
		await expect(change({ ruleChoice: 'own', rules })).rejects.toMatchObject({
			code: 'Invalid',
			field: 'rules',
			message: expect.stringMatching(sentence) as string
		});
		expect(await findQueue(store(), queue.id)).toEqual(before);
	});
});

describe('refused are', () => {
	test.each<[string, object, string, RegExp]>([
		['an empty name', { name: ' ' }, 'name', /Give the queue a name/],
		['no opinions', { opinionsWanted: 0 }, 'opinionsWanted', /At least 1 opinion/],
		['a sealing there is not', { sealing: 'wax' }, 'sealing', /./],
		['a deadline that is no time', { deadline: 'tomorrow' }, 'deadline', /date and time in UTC/],
		['a lease of a second', { leaseSeconds: 1 }, 'leaseSeconds', /at least 10 seconds/],
		['a wanted class there is not', { wanted: ['quasar'] }, 'wanted', /“quasar” is no class/],
		['no wanted class', { wanted: '' }, 'wanted', /at least one wanted class/],
		['a chair there is not', { chairId: 'nobody' }, 'chairId', /Choose a chair/],
		['a team there is not', { who: 'team', teamId: 'none' }, 'teamId', /Choose the team/],
		['nobody who votes', { who: 'people', voterIds: [] }, 'voterIds', /at least one/],
		['voters there are not', { who: 'people', voterIds: ['x'] }, 'voterIds', /Choose the people/]
	])('%s', (_, settings, field, message) =>
		expect(change(settings)).rejects.toMatchObject({
			code: 'Invalid',
			field,
			message: expect.stringMatching(message) as string
		})
	);

	test('a viewer as chair', () =>
		expect(change({ chairId: eve.id })).rejects.toMatchObject({ field: 'chairId' }));

	test('a queue that is not there', () =>
		expect(change({ name: 'x' }, ana, 'nowhere')).rejects.toMatchObject({ code: 'NotFound' }));

	test('a vetter and a viewer; a run manager may', async () => {
		for (const user of [ben, eve]) {
			await expect(change({ name: 'x' }, user)).rejects.toMatchObject({ code: 'NotPermitted' });
			await expect(queueSettingsPage(user, queue.id, null)).rejects.toMatchObject({
				code: 'NotPermitted'
			});
		}
		expect((await change({ name: 'x' }, cyd)).name).toBe('x');
	});
});

test('the page says who has voted how much, and how fast; never for which class', async () => {
	const counted = await makeQueue('blind');
	const first = await makeCandidate(counted, { rank: 1 });
	const second = await makeCandidate(counted, { rank: 2 });
	const vote = (user: User, candidateId: string, classKey: string, seconds?: number) =>
		castVote({ user }, { commandId: commandId(), candidateId, classKey, seconds });
	await vote(ana, first.id, 'pulsar', 4);
	await vote(ana, second.id, 'unsure', 10);
	await vote(ben, first.id, 'explosive');
	const { people, states, allowed } = await queuePage(eve, counted.id, asked());
	// That an answer names no class is told where the answer is: not to somebody it is sealed from.
	expect(people).toMatchObject([
		{ name: 'ANA', votes: 2, withoutClass: 0, medianSeconds: 7 },
		{ name: 'BEN', votes: 1, withoutClass: 0, medianSeconds: null }
	]);
	expect((await queuePage(ana, counted.id, asked())).people).toMatchObject([
		{ name: 'ANA', votes: 1, withoutClass: 1, medianSeconds: 7 },
		{ name: 'BEN', votes: 1, withoutClass: 0, medianSeconds: null }
	]);
	expect(JSON.stringify(people)).not.toMatch(/pulsar|explosive/);
	expect(states).toEqual({ live: 2, routed: 0, retired: 0 });
	expect(allowed).toMatchObject({ change: false, create: false });
});
