import type { WatchRule } from '#schema/watch.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, record, shape, text, type CollectionPlan } from './plan.ts';

type WatchRuleDoc = Stored<WatchRule>;

export const watchRulesPlan: CollectionPlan = {
	name: 'watchRules',
	validator: shape({
		_id: text,
		name: text,
		filter: record,
		severity: text,
		personal: flag,
		active: flag,
		ownerId: text,
		ownerName: text,
		tried: record,
		createdAt: instant,
		updatedAt: instant
	}),
	indexes: [{ key: { ownerId: 1 } }]
};

const watchRules = (store: Store) => collection<WatchRuleDoc>(store, 'watchRules');

export async function findWatchRule(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<WatchRule | null> {
	const doc = await watchRules(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<WatchRule>(doc);
}

/** The rules this person may see: the team's and their own, by name. */
export async function watchRulesFor(store: Store, userId: string): Promise<WatchRule[]> {
	return found(store, { $or: [{ personal: false }, { ownerId: userId }] });
}

export async function activeWatchRules(store: Store): Promise<WatchRule[]> {
	return found(store, { active: true });
}

export async function putWatchRule(
	store: Store,
	rule: WatchRule,
	transaction: Transaction
): Promise<void> {
	const doc = withoutId(rule);
	await watchRules(store).replaceOne({ _id: doc._id }, doc, { upsert: true, session: transaction });
}

export async function deleteWatchRule(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	await watchRules(store).deleteOne({ _id: id }, { session: transaction });
}

export async function noteRuleRun(
	store: Store,
	id: string,
	lastRun: WatchRule['lastRun']
): Promise<void> {
	await watchRules(store).updateOne({ _id: id }, { $set: { lastRun } });
}

async function found(store: Store, filter: object): Promise<WatchRule[]> {
	const docs = await watchRules(store).find(filter).sort({ name: 1, _id: 1 }).toArray();
	return docs.map((doc) => withId<WatchRule>(doc));
}
