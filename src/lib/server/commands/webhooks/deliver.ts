import type { Delivery, Webhook } from '#schema/webhook.ts';
import { config } from '../../config.ts';
import { announce } from '../../jobs/announce.ts';
import { postJson, type Answer } from '../../outbound/postJson.ts';
import { signatureOf } from '../../outbound/signature.ts';
import { store } from '../../store/client.ts';
import { noteDeliveryTried, takeDelivery } from '../../store/deliveries.ts';
import { listUsers } from '../../store/users.ts';
import {
	findWebhook,
	noteWebhookFailed,
	noteWebhookReached,
	secretOf
} from '../../store/webhooks.ts';
import { notify } from '../notifications/notify.ts';
import { enqueueDelivery } from './queueDelivery.ts';

/** Waits after each failed try, seconds: together about nine hours. */
const BACK_OFF_SECONDS = [5, 30, 120, 600, 1800, 7200, 21_600];
const TIMEOUT_MS = 10_000;
/** A worker that dies over a delivery gives it back after this long. */
const LEASE_MS = 30_000;
/** Deliveries in a row that fail for good before a webhook is switched off. */
const MOST_FAILURES = 5;

/** Tries a delivery once; what failed is tried again later, ever more seldom. */
export async function deliver(deliveryId: string): Promise<void> {
	const delivery = await takeDelivery(store(), deliveryId, { now: new Date(), leaseMs: LEASE_MS });
	if (!delivery) return;
	await tryOnce(delivery);
	await announce({ topic: 'webhooks', kind: 'delivery', byId: null, byName: null });
}

async function tryOnce(delivery: Delivery): Promise<void> {
	const webhook = await findWebhook(store(), delivery.webhookId);
	const secret = await secretOf(store(), delivery.webhookId);
	if (!webhook || !secret) return giveUp(delivery, 'the webhook was deleted', null);
	if (webhook.disabledAt) return giveUp(delivery, 'the webhook is switched off', null);
	const answer = await send(webhook, secret, delivery);
	if (answer.status !== null && answer.status >= 200 && answer.status < 300)
		return arrived(delivery, answer.status);
	const error = answer.error || `the other side answered ${answer.status}`;
	const wait = BACK_OFF_SECONDS.at(delivery.attempts - 1);
	if (wait === undefined) {
		await giveUp(delivery, error, answer.status);
		return countFailure(webhook);
	}
	await tryLater(delivery, { error, status: answer.status, delayMs: wait * 1000 });
}

function send(webhook: Webhook, secret: string, delivery: Delivery): Promise<Answer> {
	return postJson({
		url: webhook.url,
		body: delivery.body,
		headers: {
			'caustic-delivery': delivery.id,
			'caustic-event': delivery.kind,
			'caustic-signature': signatureOf(secret, delivery.body, new Date())
		},
		allowPrivate: config().WEBHOOK_ALLOW_PRIVATE === '1',
		timeoutMs: TIMEOUT_MS
	});
}

async function arrived({ id, webhookId }: Delivery, status: number): Promise<void> {
	const settled = { nextAt: null, settledAt: new Date() };
	await noteDeliveryTried(store(), { id, state: 'delivered', status, error: '', ...settled });
	await noteWebhookReached(store(), webhookId);
}

async function tryLater(
	{ id }: Delivery,
	{ error, status, delayMs }: { error: string; status: number | null; delayMs: number }
): Promise<void> {
	const nextAt = new Date(Date.now() + delayMs);
	await noteDeliveryTried(store(), {
		id,
		state: 'waiting',
		status,
		error,
		nextAt,
		settledAt: null
	});
	// A moment after it is due, whatever the two clocks say.
	await enqueueDelivery(id, delayMs + 50);
}

async function giveUp({ id }: Delivery, error: string, status: number | null): Promise<void> {
	const settled = { nextAt: null, settledAt: new Date() };
	await noteDeliveryTried(store(), { id, state: 'failed', status, error, ...settled });
}

/** Administrators hear when a webhook is switched off, once each time. */
async function countFailure(webhook: Webhook): Promise<void> {
	const off = await noteWebhookFailed(store(), webhook.id, MOST_FAILURES);
	if (!off) return;
	const admins = (await listUsers(store())).filter(({ role }) => role === 'admin');
	await notify(
		admins.map(({ id }) => ({
			userId: id,
			kind: 'webhook',
			title: `The webhook “${webhook.name}” was switched off`,
			text: `${MOST_FAILURES} deliveries in a row failed. Look at the last errors, then switch it on again.`,
			href: '/webhooks',
			key: `webhook off ${webhook.id} ${off.disabledAt?.toISOString() ?? ''}`
		}))
	);
}
