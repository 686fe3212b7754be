import { collection, type Store, type Transaction } from './client.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';

/** Somebody who wants to be told after each run what fits a saved query. */
interface SubscriptionDoc {
	/** `query/person`: once each. */
	_id: string;
	queryId: string;
	userId: string;
	at: Date;
}

export const querySubscriptionsPlan: CollectionPlan = {
	name: 'querySubscriptions',
	validator: shape({ _id: text, queryId: text, userId: text, at: instant }),
	indexes: [
		// What somebody is told of.
		{ key: { userId: 1 } },
		// A query that goes takes them along.
		{ key: { queryId: 1 } }
	]
};

const subscriptions = (store: Store) => collection<SubscriptionDoc>(store, 'querySubscriptions');

export async function putSubscription(
	store: Store,
	{ queryId, userId }: { queryId: string; userId: string },
	transaction: Transaction
): Promise<void> {
	await subscriptions(store).updateOne(
		{ _id: `${queryId}/${userId}` },
		{ $setOnInsert: { queryId, userId, at: new Date() } },
		{ upsert: true, session: transaction }
	);
}

export async function deleteSubscription(
	store: Store,
	{ queryId, userId }: { queryId: string; userId: string },
	transaction: Transaction
): Promise<void> {
	await subscriptions(store).deleteOne({ _id: `${queryId}/${userId}` }, { session: transaction });
}

export async function deleteSubscriptionsTo(
	store: Store,
	queryId: string,
	transaction: Transaction
): Promise<void> {
	await subscriptions(store).deleteMany({ queryId }, { session: transaction });
}

/** Ids of the queries that this person is told of. */
export async function subscribedQueries(store: Store, userId: string): Promise<Set<string>> {
	return new Set(await subscriptions(store).distinct('queryId', { userId }));
}

export async function allSubscriptions(
	store: Store
): Promise<{ queryId: string; userId: string }[]> {
	return subscriptions(store)
		.find()
		.sort({ _id: 1 })
		.project<{ queryId: string; userId: string }>({ _id: 0, queryId: 1, userId: 1 })
		.toArray();
}
