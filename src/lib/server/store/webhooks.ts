import type { DeliveryKind, Webhook } from '#schema/webhook.ts';
import {
	collection,
	withId,
	without,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** The secret leaves this file to sign deliveries, and for nothing else. */
type WebhookDoc = Stored<Webhook> & { secret: string };

export const webhooksPlan: CollectionPlan = {
	name: 'webhooks',
	validator: shape({
		_id: text,
		name: text,
		url: text,
		format: { enum: ['json', 'chat'] },
		kinds: list,
		secret: text,
		failures: number,
		disabledAt: nullable(instant),
		createdBy: text,
		createdAt: instant
	}),
	indexes: []
};

const webhooks = (store: Store) => collection<WebhookDoc>(store, 'webhooks');

export async function insertWebhook(
	store: Store,
	{ id, ...webhook }: Webhook,
	secret: string,
	transaction: Transaction
): Promise<void> {
	await webhooks(store).insertOne({ _id: id, ...webhook, secret }, { session: transaction });
}

export async function findWebhook(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<Webhook | null> {
	const doc = await webhooks(store).findOne({ _id: id }, { session: transaction });
	return doc && webhookOf(doc);
}

export async function secretOf(store: Store, id: string): Promise<string | null> {
	return (await webhooks(store).findOne({ _id: id }))?.secret ?? null;
}

export async function listWebhooks(store: Store): Promise<Webhook[]> {
	const docs = await webhooks(store).find().sort({ createdAt: 1, _id: 1 }).toArray();
	return docs.map(webhookOf);
}

/** Those in use that want to hear of this kind. */
export async function webhooksFor(store: Store, kind: DeliveryKind): Promise<Webhook[]> {
	const docs = await webhooks(store).find({ kinds: kind, disabledAt: null }).toArray();
	return docs.map(webhookOf);
}

export async function deleteWebhook(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	await webhooks(store).deleteOne({ _id: id }, { session: transaction });
}

/** Switches it off, or on again with a clean slate. */
export async function setWebhookDisabled(
	store: Store,
	{ id, disabledAt }: Pick<Webhook, 'id' | 'disabledAt'>,
	transaction: Transaction
): Promise<void> {
	await webhooks(store).updateOne(
		{ _id: id },
		{ $set: { disabledAt, ...(disabledAt ? {} : { failures: 0 }) } },
		{ session: transaction }
	);
}

export async function noteWebhookReached(store: Store, id: string): Promise<void> {
	await webhooks(store).updateOne({ _id: id }, { $set: { failures: 0 } });
}

/** Counts a delivery that failed for good; the webhook when this one switched it off, null otherwise. */
export async function noteWebhookFailed(
	store: Store,
	id: string,
	mostFailures: number
): Promise<Webhook | null> {
	await webhooks(store).updateOne({ _id: id }, { $inc: { failures: 1 } });
	const doc = await webhooks(store).findOneAndUpdate(
		{ _id: id, disabledAt: null, failures: { $gte: mostFailures } },
		{ $set: { disabledAt: new Date() } },
		{ returnDocument: 'after' }
	);
	return doc && webhookOf(doc);
}

function webhookOf(doc: WebhookDoc): Webhook {
	return withId<Webhook>(without(doc, 'secret'));
}
