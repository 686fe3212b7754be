import type { MailChoice, NewNotification, Notification } from '#schema/notification.ts';
import {
	collection,
	withId,
	without,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { derivedId, newId } from './ids.ts';
import { instant, nullable, shape, text, type CollectionPlan } from './plan.ts';

type NotificationDoc = Stored<Notification> & {
	mail: MailChoice;
	mailedAt: Date | null;
	/** Who is about to mail it, and since when: two workers mail it once. */
	claim?: { id: string; at: Date } | null;
};

/** Half a year. */
const KEPT_SECONDS = 183 * 86_400;
/** A worker that dies while it mails gives way after this long. */
const CLAIM_MS = 5 * 60_000;

export const notificationsPlan: CollectionPlan = {
	name: 'notifications',
	validator: shape({
		_id: text,
		userId: text,
		kind: text,
		title: text,
		text,
		href: text,
		key: text,
		at: instant,
		readAt: nullable(instant),
		mail: text,
		mailedAt: nullable(instant)
	}),
	indexes: [
		// One's own, the latest first; how many are unread.
		{ key: { userId: 1, at: -1 } },
		{ key: { userId: 1, readAt: 1 } },
		// What is still to be mailed.
		{ key: { mailedAt: 1, mail: 1, at: 1 } },
		{ key: { at: 1 }, expireAfterSeconds: KEPT_SECONDS }
	]
};

const notifications = (store: Store) => collection<NotificationDoc>(store, 'notifications');

/** A notification with what becomes of it: whether it rings and is mailed. */
export interface RoutedNotification extends NewNotification {
	isMuted: boolean;
	mail: MailChoice;
}

/** Writes notifications; one of the same person and key is there already and stays as it is. Gives the ids of the new ones. */
export async function insertNotifications(
	store: Store,
	created: RoutedNotification[],
	transaction?: Transaction
): Promise<string[]> {
	if (created.length === 0) return [];
	const ids = created.map(({ userId, key }) => derivedId('notification', userId, key));
	const at = new Date();
	const { upsertedIds } = await notifications(store).bulkWrite(
		created.map(({ isMuted, ...notification }, place) => ({
			updateOne: {
				filter: { _id: ids[place] },
				update: {
					$setOnInsert: { ...notification, at, readAt: isMuted ? at : null, mailedAt: null }
				},
				upsert: true
			}
		})),
		{ session: transaction, ordered: true }
	);
	return Object.values(upsertedIds).map(String);
}

/** This person's, the latest first. */
export async function notificationsOf(
	store: Store,
	userId: string,
	{ limit, unreadOnly }: { limit: number; unreadOnly: boolean }
): Promise<Notification[]> {
	const docs = await notifications(store)
		.find({ userId, ...(unreadOnly ? { readAt: null } : {}) })
		.sort({ at: -1, _id: 1 })
		.limit(limit)
		.toArray();
	return docs.map(notificationOf);
}

export async function countUnread(store: Store, userId: string, most: number): Promise<number> {
	return notifications(store).countDocuments({ userId, readAt: null }, { limit: most });
}

export async function findNotification(
	store: Store,
	{ id, userId }: { id: string; userId: string },
	transaction: Transaction
): Promise<Notification | null> {
	const doc = await notifications(store).findOne({ _id: id, userId }, { session: transaction });
	return doc && notificationOf(doc);
}

/** Marks one as read, or all of this person's. */
export async function noteRead(
	store: Store,
	{ userId, id }: { userId: string; id: string | null },
	transaction: Transaction
): Promise<void> {
	await notifications(store).updateMany(
		{ userId, readAt: null, ...(id ? { _id: id } : {}) },
		{ $set: { readAt: new Date() } },
		{ session: transaction }
	);
}

/** Not mailed yet, by person, the oldest first; what waits for longer than `since` is let go. */
export async function unmailed(
	store: Store,
	since: Date
): Promise<Map<string, { id: string; at: Date; mail: MailChoice }[]>> {
	const docs = await notifications(store)
		.find({ mailedAt: null, mail: { $in: ['now', 'digest'] }, at: { $gte: since } })
		.project<Pick<NotificationDoc, '_id' | 'userId' | 'at' | 'mail'>>({ userId: 1, at: 1, mail: 1 })
		.sort({ at: 1, _id: 1 })
		.toArray();
	const byUser = new Map<string, { id: string; at: Date; mail: MailChoice }[]>();
	for (const { _id, userId, at, mail } of docs) {
		byUser.set(userId, [...(byUser.get(userId) ?? []), { id: _id, at, mail }]);
	}
	return byUser;
}

/** Takes notifications to mail them; those that another worker has taken are left out. */
export async function claimForMail(
	store: Store,
	ids: string[],
	now: Date
): Promise<Notification[]> {
	const id = newId();
	const claimable = [{ claim: null }, { 'claim.at': { $lt: new Date(now.getTime() - CLAIM_MS) } }];
	await notifications(store).updateMany(
		{ _id: { $in: ids }, mailedAt: null, $or: claimable },
		{ $set: { claim: { id, at: now } } }
	);
	const docs = await notifications(store)
		.find({ 'claim.id': id })
		.sort({ at: 1, _id: 1 })
		.toArray();
	return docs.map(notificationOf);
}

export async function noteMailed(store: Store, ids: string[], at: Date): Promise<void> {
	await notifications(store).updateMany(
		{ _id: { $in: ids } },
		{ $set: { mailedAt: at, claim: null } }
	);
}

/** Gives back what could not be mailed. */
export async function releaseMail(store: Store, ids: string[]): Promise<void> {
	await notifications(store).updateMany({ _id: { $in: ids } }, { $set: { claim: null } });
}

function notificationOf(doc: NotificationDoc): Notification {
	return withId<Notification>(without(doc, 'mail', 'mailedAt', 'claim'));
}
