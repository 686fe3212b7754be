import type { Delivery, DeliveryEvent, Webhook } from '#schema/webhook.ts';
import { config } from '../../config.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import { insertDelivery } from '../../store/deliveries.ts';
import { derivedId } from '../../store/ids.ts';
import { webhooksFor } from '../../store/webhooks.ts';

/**
 * Sends an event to every webhook that wants to hear of its kind. Called after the transaction it is about; the same event
 * twice is sent once. Never of what is sealed from somebody: whoever listens shows it to anybody.
 */
export async function queueDelivery(event: DeliveryEvent): Promise<void> {
	const wanted = await webhooksFor(store(), event.kind);
	for (const webhook of wanted) await queueFor(webhook, event);
}

/** Sends an event to one webhook. */
export async function queueFor(webhook: Webhook, event: DeliveryEvent): Promise<Delivery> {
	const now = new Date();
	const delivery: Delivery = {
		id: derivedId('delivery', webhook.id, event.key),
		webhookId: webhook.id,
		kind: event.kind,
		title: event.title,
		body: JSON.stringify(spelled(webhook, event, now)),
		state: 'waiting',
		attempts: 0,
		status: null,
		error: '',
		createdAt: now,
		nextAt: now,
		settledAt: null
	};
	if (await insertDelivery(store(), delivery)) await enqueueDelivery(delivery.id);
	return delivery;
}

/** Without Redis the delivery waits in the database, where the next look for overdue ones finds it. */
export async function enqueueDelivery(deliveryId: string, delayMs = 0): Promise<void> {
	try {
		await enqueue({ kind: 'deliver', deliveryId }, { delayMs });
	} catch (error) {
		log.warn('a delivery has to wait for Redis', { deliveryId, error });
	}
}

function spelled(webhook: Webhook, { kind, key, title, href, body }: DeliveryEvent, at: Date) {
	const url = new URL(href, config().ORIGIN).href;
	if (webhook.format === 'chat') return { text: `${title}\n${url}` };
	return { id: derivedId('event', key), kind, at: at.toISOString(), title, url, ...body };
}
