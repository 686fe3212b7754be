import type { Inbox, InboxLook } from '#schema/inbox.ts';
import {
	collection,
	isDuplicateKey,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import {
	flag,
	instant,
	nullable,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

export const inboxesPlan: CollectionPlan = {
	name: 'inboxes',
	validator: shape({
		_id: number,
		directory: nullable(text),
		queueId: nullable(text),
		paused: flag,
		ownerId: text,
		ownerName: text,
		createdAt: instant,
		look: nullable(record),
		problem: nullable(text),
		failures: number,
		retryAt: nullable(instant)
	}),
	indexes: []
};

const inboxes = (store: Store) => collection<Stored<Inbox>>(store, 'inboxes');

export async function findInbox(
	store: Store,
	runId: number,
	transaction?: Transaction
): Promise<Inbox | null> {
	const doc = await inboxes(store).findOne(
		{ _id: runId },
		transaction ? { session: transaction } : {}
	);
	return doc && withId<Inbox>(doc);
}

export async function listInboxes(store: Store): Promise<Inbox[]> {
	const docs = await inboxes(store).find().sort({ _id: -1 }).toArray();
	return docs.map((doc) => withId<Inbox>(doc));
}

export async function putInbox(
	store: Store,
	inbox: Inbox,
	transaction: Transaction
): Promise<void> {
	const options = { upsert: true, session: transaction };
	await inboxes(store).replaceOne({ _id: inbox.id }, withoutId<Inbox>(inbox), options);
}

export async function deleteInbox(
	store: Store,
	runId: number,
	transaction: Transaction
): Promise<void> {
	await inboxes(store).deleteOne({ _id: runId }, { session: transaction });
}

/** What the watcher notes; an inbox that was taken away meanwhile does not come back by it. */
export async function noteInbox(
	store: Store,
	runId: number,
	noted: Partial<Pick<Inbox, 'problem' | 'failures' | 'retryAt' | 'paused'>> & {
		look?: InboxLook;
	}
): Promise<void> {
	await inboxes(store).updateOne({ _id: runId }, { $set: noted });
}

interface WatchDoc {
	_id: string;
	holder: string;
	until: Date;
}

/** True when this process is the one that watches, for the next `leaseMs`: one worker does, whoever comes first. */
export async function holdWatch(
	store: Store,
	{ holder, leaseMs }: { holder: string; leaseMs: number }
): Promise<boolean> {
	const now = Date.now();
	try {
		await collection<WatchDoc>(store, 'locks').updateOne(
			{ _id: WATCH, $or: [{ until: { $lt: new Date(now) } }, { holder }] },
			{ $set: { holder, until: new Date(now + leaseMs) } },
			{ upsert: true }
		);
		return true;
	} catch (error) {
		// Held by another: the filter missed, and the upsert met the holder's document.
		if (isDuplicateKey(error)) return false;
		throw error;
	}
}

/** Lets the next worker watch at once. */
export async function releaseWatch(store: Store, holder: string): Promise<void> {
	await collection<WatchDoc>(store, 'locks').deleteOne({ _id: WATCH, holder });
}

const WATCH = 'inbox watch';
