import type { Delivery } from '#schema/webhook.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

type DeliveryDoc = Stored<Delivery>;

/** The log of a year and a bit. */
const KEPT_SECONDS = 400 * 86_400;

export const deliveriesPlan: CollectionPlan = {
	name: 'deliveries',
	validator: shape({
		_id: text,
		webhookId: text,
		kind: text,
		title: text,
		body: text,
		state: { enum: ['waiting', 'delivered', 'failed'] },
		attempts: number,
		status: nullable(number),
		error: text,
		createdAt: instant,
		nextAt: nullable(instant),
		settledAt: nullable(instant)
	}),
	indexes: [
		{ key: { webhookId: 1, createdAt: -1 } },
		// Those whose job was lost.
		{ key: { state: 1, nextAt: 1 } },
		{ key: { createdAt: 1 }, expireAfterSeconds: KEPT_SECONDS }
	]
};

const deliveries = (store: Store) => collection<DeliveryDoc>(store, 'deliveries');

/** Writes a delivery unless it is there already; true when it is new. */
export async function insertDelivery(store: Store, delivery: Delivery): Promise<boolean> {
	const { _id, ...fields } = withoutId(delivery);
	const { upsertedCount } = await deliveries(store).updateOne(
		{ _id },
		{ $setOnInsert: fields },
		{ upsert: true }
	);
	return upsertedCount === 1;
}

export async function findDelivery(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<Delivery | null> {
	const doc = await deliveries(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<Delivery>(doc);
}

/**
 * Takes a delivery that is due for one try, for as long as `leaseMs`: a worker that dies over it gives it back. null when
 * it is settled, not due, or another worker has it.
 */
export async function takeDelivery(
	store: Store,
	id: string,
	{ now, leaseMs }: { now: Date; leaseMs: number }
): Promise<Delivery | null> {
	const doc = await deliveries(store).findOneAndUpdate(
		{ _id: id, state: 'waiting', nextAt: { $lte: now } },
		{ $set: { nextAt: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } },
		{ returnDocument: 'after' }
	);
	return doc && withId<Delivery>(doc);
}

export async function noteDeliveryTried(
	store: Store,
	{ id, ...result }: Pick<Delivery, 'id' | 'state' | 'status' | 'error' | 'nextAt' | 'settledAt'>
): Promise<void> {
	await deliveries(store).updateOne({ _id: id }, { $set: result });
}

/** Begins anew with a delivery that was settled. */
export async function restartDelivery(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	const anew = { state: 'waiting' as const, attempts: 0, nextAt: new Date(), settledAt: null };
	await deliveries(store).updateOne({ _id: id }, { $set: anew }, { session: transaction });
}

/** Deliveries whose time came a while ago, and nobody tried. */
export async function overdueDeliveries(store: Store, dueBefore: Date): Promise<string[]> {
	const docs = await deliveries(store)
		.find({ state: 'waiting', nextAt: { $lt: dueBefore } })
		.sort({ nextAt: 1 })
		.limit(500)
		.project<{ _id: string }>({ _id: 1 })
		.toArray();
	return docs.map(({ _id }) => _id);
}

/** The latest of one webhook. */
export async function deliveriesTo(
	store: Store,
	webhookId: string,
	limit: number
): Promise<Delivery[]> {
	const docs = await deliveries(store)
		.find({ webhookId })
		.sort({ createdAt: -1, _id: 1 })
		.limit(limit)
		.toArray();
	return docs.map((doc) => withId<Delivery>(doc));
}
