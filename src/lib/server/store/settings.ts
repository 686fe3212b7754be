import type { Timestamp } from 'mongodb';
import { collection, type Store, type Transaction } from './client.ts';
import { shape, text, type CollectionPlan } from './plan.ts';

interface SettingDoc {
	_id: 'demo' | 'tagProtocol' | 'drawSecret';
	state: string;
}

/** Up to which moment of the database the search index follows it. */
interface FollowedDoc {
	_id: 'search';
	until: Timestamp;
}

export const settingsPlan: CollectionPlan = {
	name: 'settings',
	validator: shape({ _id: text }),
	indexes: []
};

const settings = (store: Store) => collection<SettingDoc>(store, 'settings');

export type DemoState = 'loading' | 'ready';

/** null where no demo was ever prepared. */
export async function readDemoState(store: Store): Promise<DemoState | null> {
	const doc = await settings(store).findOne({ _id: 'demo' });
	if (!doc) return null;
	return doc.state === 'ready' ? 'ready' : 'loading';
}

export async function writeDemoState(store: Store, state: DemoState): Promise<void> {
	await settings(store).updateOne({ _id: 'demo' }, { $set: { state } }, { upsert: true });
}

/** How the team tags; null while nobody has written it. */
export async function readTagProtocol(
	store: Store,
	transaction?: Transaction
): Promise<string | null> {
	const doc = await settings(store).findOne({ _id: 'tagProtocol' }, { session: transaction });
	return doc?.state ?? null;
}

export async function storeTagProtocol(
	store: Store,
	text: string,
	transaction: Transaction
): Promise<void> {
	const options = { upsert: true, session: transaction };
	await settings(store).updateOne({ _id: 'tagProtocol' }, { $set: { state: text } }, options);
}

/** null before the index was first filled. */
export async function readFollowedUntil(store: Store): Promise<Timestamp | null> {
	const doc = await collection<FollowedDoc>(store, 'settings').findOne({ _id: 'search' });
	return doc?.until ?? null;
}

export async function writeFollowedUntil(store: Store, until: Timestamp): Promise<void> {
	const options = { upsert: true };
	await collection<FollowedDoc>(store, 'settings').updateOne(
		{ _id: 'search' },
		{ $set: { until } },
		options
	);
}

/** What chance draws are seeded with that nobody may foresee: made once, and known to the server alone. */
export async function drawSecret(store: Store): Promise<string> {
	const doc = await settings(store).findOneAndUpdate(
		{ _id: 'drawSecret' },
		{ $setOnInsert: { state: crypto.randomUUID() } },
		{ upsert: true, returnDocument: 'after' }
	);
	return doc?.state ?? '';
}
