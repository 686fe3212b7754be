import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { deliver } from '#server/commands/webhooks/deliver.ts';
import { deliverLateVerdicts } from '#server/commands/webhooks/deliverLateVerdicts.ts';
import { createWebhook, removeWebhook } from '#server/commands/webhooks/webhooks.ts';
import { config } from '#server/config.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { findCandidate } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import { deliveriesTo } from '#server/store/deliveries.ts';
import type { User } from '#schema/user.ts';
import type { VettingRule } from '#schema/vettingRule.ts';
import type { Webhook } from '#schema/webhook.ts';
import { startHookCatcher } from '../kit/hookCatcher.ts';
import { commandId, makeCandidate, makeQueue, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
const hook = await startHookCatcher();
let admin: User;
let ana: User;
let ben: User;

beforeAll(async () => {
	admin = await makeUser('root', 'admin');
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
});
beforeEach(() => {
	config().WEBHOOK_ALLOW_PRIVATE = '1';
});
afterAll(async () => {
	await hook.stop();
	await closeProducers();
});

function create(more: object = {}) {
	const wish = { name: 'a listener', url: hook.url, format: 'json', kinds: ['verdict'] };
	return createWebhook({ user: admin }, { commandId: commandId(), ...wish, ...more });
}

const change = (webhook: Webhook) => ({ commandId: commandId(), webhookId: webhook.id });

/** What a webhook is now sent about this, of what waits for it, the latest last. */
async function sentTo(webhook: Webhook, about = ''): Promise<Record<string, unknown>[]> {
	const from = hook.caught.length;
	for (const { id } of (await deliveriesTo(store(), webhook.id, 20)).reverse()) await deliver(id);
	const sent = hook.caught.slice(from).filter(({ body }) => body.includes(about));
	return sent.map(({ headers, body }) => {
		expect(headers['caustic-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
		// What this test has just been sent.
		return JSON.parse(body) as Record<string, unknown>;
	});
}

describe('a verdict goes out', () => {
	const two: VettingRule = {
		id: 'two-votes',
		version: 1,
		when: [{ kind: 'votes', atLeast: 2 }],
		then: { kind: 'retire', as: 'likeliest' }
	};
	const vote = (user: User, candidateId: string) =>
		castVote({ user }, { commandId: commandId(), candidateId, classKey: 'ese' });

	test('once, with every vote, and not before they are revealed', async () => {
		const { webhook } = await create();
		const queue = await makeQueue('chair', 3, { rules: [two], chairId: ana.id });
		const { id: candidateId } = await makeCandidate(queue);
		await vote(ana, candidateId);
		await vote(ben, candidateId);
		await deliverLateVerdicts();
		expect(await sentTo(webhook, candidateId)).toEqual([]);
		await revealVotes({ user: ana }, { commandId: commandId(), candidateId });
		await deliverLateVerdicts();
		const said = { classKey: 'ese', countsAs: 'ese', confidence: 'likely', blind: true, round: 1 };
		expect(await sentTo(webhook, candidateId)).toMatchObject([
			{
				kind: 'verdict',
				verdict: { candidateId, classKey: 'ese', ruleId: 'two-votes' },
				votes: [
					{ ...said, userName: 'ANA', at: expect.stringMatching(/Z$/) as string },
					{ ...said, userName: 'BEN' }
				]
			}
		]);
		await deliverLateVerdicts();
		expect(await sentTo(webhook, candidateId)).toEqual([]);
		await removeWebhook({ user: admin }, change(webhook));
	});

	test('by the chair’s word without the votes, and with them once they are revealed', async () => {
		const { webhook } = await create();
		const queue = await makeQueue('chair', 3, { rules: [], chairId: ana.id });
		const { id: candidateId } = await makeCandidate(queue);
		await vote(ben, candidateId);
		const word = { candidateId, classKey: 'agn', reason: 'a textbook one' };
		await retireCandidate({ user: ana }, { commandId: commandId(), ...word });
		expect(await sentTo(webhook, candidateId)).toMatchObject([
			{ verdict: { classKey: 'agn' }, votes: null }
		]);
		await revealVotes({ user: ana }, { commandId: commandId(), candidateId });
		await deliverLateVerdicts();
		expect(await sentTo(webhook, candidateId)).toMatchObject([
			{ verdict: { classKey: 'agn' }, votes: [{ userName: 'BEN', classKey: 'ese' }] }
		]);
		await removeWebhook({ user: admin }, change(webhook));
	});

	test('later, when it cannot go out with the vote: the vote stands', async () => {
		const { webhook } = await create();
		const queue = await makeQueue('open', 1, { rules: [two] });
		const { id: candidateId } = await makeCandidate(queue);
		await vote(ana, candidateId);
		const { ORIGIN } = config();
		config().ORIGIN = 'no address';
		await expect(vote(ben, candidateId)).resolves.toMatchObject({ classKey: 'ese' });
		config().ORIGIN = ORIGIN;
		expect((await findCandidate(store(), candidateId))?.state.kind).toBe('retired');
		expect(await deliveriesTo(store(), webhook.id, 1)).toEqual([]);
		await deliverLateVerdicts();
		expect(await sentTo(webhook, candidateId)).toMatchObject([{ verdict: { candidateId } }]);
		await removeWebhook({ user: admin }, change(webhook));
	});
});

test('a comment goes out once, what it says only where everybody may read it', async () => {
	const { webhook } = await create({ kinds: ['comment'] });
	const { id, objectId } = await makeCandidate(await makeQueue('blind'));
	const open = { id: (await makeCandidate(await makeQueue('open'))).id };
	const wish = {
		commandId: commandId(),
		target: `object-${objectId}`,
		text: 'a flat-bottomed dip'
	};
	await writeComment({ user: ana }, wish);
	await writeComment({ user: ana }, wish);
	for (const candidate of [id, open.id])
		await writeComment(
			{ user: ana },
			{ commandId: commandId(), target: `candidate-${candidate}`, text: 'surely an ESE' }
		);
	const sent = await sentTo(webhook);
	expect(sent.map(({ kind, comment }) => [kind, comment])).toMatchObject([
		['comment', { target: { kind: 'object' }, authorName: 'ANA', text: 'a flat-bottomed dip' }],
		['comment', { target: { id }, authorName: 'ANA', text: null }],
		['comment', { target: open, text: 'surely an ESE' }]
	]);
	expect(sent[0].title).toMatch(/^ANA commented on J/);
	await removeWebhook({ user: admin }, change(webhook));
});
