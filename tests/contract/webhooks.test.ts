import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { raiseAlerts } from '#server/commands/alerts/raiseAlerts.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { deliver } from '#server/commands/webhooks/deliver.ts';
import { deliverLateVerdicts } from '#server/commands/webhooks/deliverLateVerdicts.ts';
import { queueDelivery } from '#server/commands/webhooks/queueDelivery.ts';
import {
	createWebhook,
	redeliver,
	removeWebhook,
	switchWebhook,
	testWebhook
} from '#server/commands/webhooks/webhooks.ts';
import { config } from '#server/config.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { postJson } from '#server/outbound/postJson.ts';
import { notificationList } from '#server/queries/notifications.ts';
import { webhookRows } from '#server/queries/webhooks.ts';
import { collection, store } from '#server/store/client.ts';
import { deliveriesTo, overdueDeliveries } from '#server/store/deliveries.ts';
import type { User } from '#schema/user.ts';
import type { DeliveryEvent, Webhook } from '#schema/webhook.ts';
import { startHookCatcher } from '../kit/hookCatcher.ts';
import {
	commandId,
	makeCandidate,
	makeObject,
	makeQueue,
	makeUser,
	ownInstallation
} from './builders.ts';

ownInstallation();
const hook = await startHookCatcher();
let admin: User;
let ana: User;

beforeAll(async () => {
	admin = await makeUser('root', 'admin');
	ana = await makeUser('ana', 'curator');
});
beforeEach(() => {
	config().WEBHOOK_ALLOW_PRIVATE = '1';
	hook.be('take');
	hook.caught.length = 0;
});
afterAll(async () => {
	await hook.stop();
	await closeProducers();
});

function create(more: object = {}, user = admin) {
	const wish = { name: 'a listener', url: hook.url, format: 'json', kinds: ['verdict'] };
	return createWebhook({ user }, { commandId: commandId(), ...wish, ...more });
}

let events = 0;
function event(more: Partial<DeliveryEvent> = {}): DeliveryEvent {
	const key = `verdict c${(events += 1)} 1`;
	return {
		kind: 'verdict',
		key,
		title: 'A verdict',
		href: '/queues',
		body: { classKey: 'ese' },
		...more
	};
}

/** The latest delivery to a webhook, made due and tried. */
async function tried(webhook: Webhook) {
	const [waiting] = await deliveriesTo(store(), webhook.id, 1);
	await collection<{ _id: string }>(store(), 'deliveries').updateOne(
		{ _id: waiting.id, nextAt: { $ne: null } },
		{ $set: { nextAt: new Date() } }
	);
	await deliver(waiting.id);
	const [delivery] = await deliveriesTo(store(), webhook.id, 1);
	return delivery;
}

const change = (webhook: Webhook) => ({ commandId: commandId(), webhookId: webhook.id });

describe('a delivery', () => {
	test('is signed over its time and its body, with the secret that was shown once', async () => {
		const { webhook, secret } = await create();
		await queueDelivery(event());
		expect(await tried(webhook)).toMatchObject({ state: 'delivered', status: 200, attempts: 1 });
		const [{ headers, body }] = hook.caught.filter(({ body }) => body.includes('A verdict'));
		const [, seconds, signature] =
			/^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['caustic-signature'])) ?? [];
		const expected = createHmac('sha256', secret ?? '')
			.update(`${seconds}.${body}`)
			.digest('hex');
		expect(signature).toBe(expected);
		expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
		expect(headers['caustic-event']).toBe('verdict');
		expect(JSON.parse(body)).toMatchObject({ kind: 'verdict', classKey: 'ese' });
		expect(JSON.stringify(await webhookRows(admin))).not.toContain(secret);
		await removeWebhook({ user: admin }, change(webhook));
	});

	test('of one event is one, however often it is queued or its job comes', async () => {
		const { webhook } = await create();
		const same = event();
		await Promise.all([queueDelivery(same), queueDelivery(same), queueDelivery(same)]);
		const log = await deliveriesTo(store(), webhook.id, 10);
		expect(log).toHaveLength(1);
		await Promise.all(Array.from({ length: 5 }, () => deliver(log[0].id)));
		expect(hook.caught).toHaveLength(1);
		await removeWebhook({ user: admin }, change(webhook));
	});

	test('goes to those that asked for its kind, as a line of text to a chat channel', async () => {
		const { webhook } = await create({ format: 'chat', kinds: ['alert'] });
		await queueDelivery(event());
		expect(await deliveriesTo(store(), webhook.id, 1)).toEqual([]);
		const objectId = (await makeObject()).id;
		const cause = { kind: 'newSource' as const, id: null, name: 'new' };
		const rest = { runId: 1, revision: 1, sourceId: null, tell: [], evidence: {} };
		const alert = { objectId, cause, severity: 'high' as const, reason: '9 σ', ...rest };
		await raiseAlerts([{ ...alert, personal: false }]);
		await raiseAlerts([{ ...alert, personal: true, tell: [ana.id], reason: 'a secret' }]);
		await tried(webhook);
		expect(hook.caught.map(({ body }) => body)).toEqual([
			expect.stringMatching(
				/^\{"text":"New source: J150-30\. 9 σ\\nhttp.*\/alerts\?cause=newSource"\}$/
			)
		]);
		await removeWebhook({ user: admin }, change(webhook));
	});

	test.each([
		['fail', 500, 'the other side answered 500'],
		['redirect', 302, 'the other side answered 302'],
		['drop', null, 'socket hang up']
	] as const)('to one that does %s is tried again later', async (mood, status, error) => {
		hook.be(mood);
		const { webhook } = await create();
		await queueDelivery(event());
		const failed = await tried(webhook);
		expect(failed).toMatchObject({ state: 'waiting', status, error, attempts: 1 });
		expect(failed.nextAt?.getTime()).toBeGreaterThan(Date.now() + 3000);
		expect(hook.caught.map(({ path }) => path)).toEqual(['/hook']);
		hook.be('take');
		expect(await tried(webhook)).toMatchObject({ state: 'delivered', attempts: 2, error: '' });
		await removeWebhook({ user: admin }, change(webhook));
	});

	test('whose job was lost is found again', async () => {
		const { webhook } = await create();
		await queueDelivery(event());
		const [{ id }] = await deliveriesTo(store(), webhook.id, 1);
		expect(await overdueDeliveries(store(), new Date(Date.now() + 1000))).toContain(id);
		await tried(webhook);
		expect(await overdueDeliveries(store(), new Date(Date.now() + 1000))).not.toContain(id);
		await removeWebhook({ user: admin }, change(webhook));
	});
});

test('a verdict goes out, and the look for late ones sends it no second time', async () => {
	const { webhook } = await create();
	const { id: candidateId } = await makeCandidate(await makeQueue('open'));
	await castVote({ user: ana }, { commandId: commandId(), candidateId, classKey: 'ese' });
	const chosen = { candidateId, classKey: 'ese', reason: 'a textbook one' };
	await retireCandidate({ user: ana }, { commandId: commandId(), ...chosen });
	await deliverLateVerdicts();
	expect(await deliveriesTo(store(), webhook.id, 10)).toHaveLength(1);
	expect(await tried(webhook)).toMatchObject({ state: 'delivered', kind: 'verdict' });
	expect(hook.caught[0].body).toContain('a textbook one');
	await collection(store(), 'deliveries').deleteMany({});
	await deliverLateVerdicts();
	expect(await deliveriesTo(store(), webhook.id, 10)).toHaveLength(1);
	await removeWebhook({ user: admin }, change(webhook));
});

test('after five deliveries in a row that failed for good it is switched off, and administrators hear of it', async () => {
	const { webhook } = await create({ name: 'a dead one' });
	hook.be('fail');
	for (let lost = 0; lost < 5; lost++) {
		await queueDelivery(event());
		let delivery = await tried(webhook);
		while (delivery.state === 'waiting') delivery = await tried(webhook);
		expect(delivery).toMatchObject({ state: 'failed', attempts: 8 });
	}
	const row = (await webhookRows(admin)).find(({ id }) => id === webhook.id);
	expect(row?.disabledAt).toBeInstanceOf(Date);
	const told = await notificationList(admin);
	expect(told.filter(({ kind }) => kind === 'webhook').map(({ title }) => title)).toEqual([
		'The webhook “a dead one” was switched off'
	]);
	await queueDelivery(event());
	expect(await deliveriesTo(store(), webhook.id, 10)).toHaveLength(5);
	hook.be('take');
	await switchWebhook({ user: admin }, change(webhook));
	const [failed] = await deliveriesTo(store(), webhook.id, 1);
	await redeliver({ user: admin }, { commandId: commandId(), deliveryId: failed.id });
	expect(await tried(webhook)).toMatchObject({ state: 'delivered', attempts: 1 });
	await removeWebhook({ user: admin }, change(webhook));
}, 60_000);

describe('refused', () => {
	test.each([
		'http://127.0.0.1/x',
		'http://localhost:8080/',
		'http://api.localhost./',
		'http://[::1]/',
		'http://[::ffff:10.0.0.1]/',
		'http://169.254.169.254/latest/meta-data',
		'http://0x7f000001/',
		'http://2130706433/',
		'https://192.168.1.1/'
	])('the private address %s', async (url) => {
		config().WEBHOOK_ALLOW_PRIVATE = '0';
		await expect(create({ url })).rejects.toMatchObject({ code: 'Invalid', field: 'url' });
	});

	test.each([
		['ftp://example.org/', 'url'],
		['file:///etc/passwd', 'url'],
		['nowhere', 'url'],
		['https://user:secret@example.org/', 'url']
	])('the address %s', (url, field) =>
		expect(create({ url })).rejects.toMatchObject({ code: 'Invalid', field })
	);

	test('anybody but an administrator', async () => {
		await expect(create({}, ana)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(webhookRows(ana)).rejects.toMatchObject({ code: 'NotPermitted' });
	});

	test('a name that leads to this machine, when it is sent to and not before', async () => {
		const { webhook } = await create({ url: `http://localhost:${hook.port}/hook` });
		config().WEBHOOK_ALLOW_PRIVATE = '0';
		await testWebhook({ user: admin }, change(webhook));
		const delivery = await tried(webhook);
		expect(delivery.error).toMatch(/^localhost \(.+\) is a private address/);
		expect(hook.caught).toEqual([]);
		await removeWebhook({ user: admin }, change(webhook));
	});
});

describe('whatever the other side does, an answer or a reason comes in time', () => {
	const post = (timeoutMs = 1000) =>
		postJson({ url: hook.url, body: '{}', headers: {}, allowPrivate: true, timeoutMs });

	test('it stalls', async () => {
		hook.be('stall');
		expect(await post(200)).toEqual({ status: null, error: 'no answer within 0.2 s' });
	});
	test.each(['lie', 'flood'] as const)('it does %s: the status is enough', async (mood) => {
		hook.be(mood);
		expect(await post()).toEqual({ status: 200, error: '' });
	});
	test('nobody is there', async () => {
		const url = 'http://127.0.0.1:1/';
		const nobody = { url, body: '{}', headers: {}, allowPrivate: true, timeoutMs: 1000 };
		const { status, error } = await postJson(nobody);
		expect(status).toBeNull();
		expect(error).toMatch(/ECONNREFUSED/);
	});
});
