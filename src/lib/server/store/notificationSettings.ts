import { DEFAULT_NOTIFICATION_SETTINGS, type NotificationSettings } from '#schema/notification.ts';
import { collection, without, type Store, type Transaction } from './client.ts';
import { list, nullable, record, shape, text, type CollectionPlan } from './plan.ts';

interface SettingsDoc extends NotificationSettings {
	/** The person's. */
	_id: string;
	/** Tries in a row that failed, and when the next one may be made. */
	mailFailures?: number;
	retryAt?: Date | null;
	testedAt?: Date;
}

export const notificationSettingsPlan: CollectionPlan = {
	name: 'notificationSettings',
	validator: shape({
		_id: text,
		email: nullable(text),
		mail: record,
		muted: list,
		digest: { enum: ['hourly', 'daily'] },
		mailError: text
	}),
	indexes: []
};

const settings = (store: Store) => collection<SettingsDoc>(store, 'notificationSettings');

export interface MailState {
	settings: NotificationSettings;
	failures: number;
	retryAt: Date | null;
}

export async function notificationSettings(
	store: Store,
	userIds: string[]
): Promise<Map<string, MailState>> {
	const docs = await settings(store)
		.find({ _id: { $in: userIds } })
		.toArray();
	const known = new Map(docs.map((doc) => [doc._id, doc]));
	return new Map(userIds.map((id) => [id, mailState(known.get(id))]));
}

export async function notificationSettingsOf(
	store: Store,
	userId: string
): Promise<NotificationSettings> {
	return mailState((await settings(store).findOne({ _id: userId })) ?? undefined).settings;
}

export async function putNotificationSettings(
	store: Store,
	{ userId, chosen }: { userId: string; chosen: NotificationSettings },
	transaction: Transaction
): Promise<void> {
	await settings(store).updateOne(
		{ _id: userId },
		{ $set: { ...chosen, mailFailures: 0, retryAt: null } },
		{ upsert: true, session: transaction }
	);
}

/** What came of mailing this person; '' as error when it arrived at the mail server. */
export async function noteMailResult(
	store: Store,
	userId: string,
	{ error, retryAt }: { error: string; retryAt: Date | null }
): Promise<void> {
	await settings(store).updateOne(
		{ _id: userId },
		error
			? { $set: { mailError: error, retryAt }, $inc: { mailFailures: 1 } }
			: { $set: { mailError: '', retryAt: null, mailFailures: 0 } }
	);
}

/** Notes a test; false when the last one was less than `ms` ago. */
export async function mayTestMail(store: Store, userId: string, ms: number): Promise<boolean> {
	const now = new Date();
	const before = new Date(now.getTime() - ms);
	const { modifiedCount } = await settings(store).updateOne(
		{ _id: userId, $or: [{ testedAt: { $exists: false } }, { testedAt: { $lt: before } }] },
		{ $set: { testedAt: now } }
	);
	return modifiedCount === 1;
}

/** Kinds that are newer than somebody's choice are treated as for everybody. */
function mailState(doc: SettingsDoc | undefined): MailState {
	if (!doc) return { settings: DEFAULT_NOTIFICATION_SETTINGS, failures: 0, retryAt: null };
	const { mailFailures = 0, retryAt = null, mail, ...rest } = doc;
	const chosen = { ...DEFAULT_NOTIFICATION_SETTINGS, ...without(rest, '_id', 'testedAt') };
	const settings = { ...chosen, mail: { ...DEFAULT_NOTIFICATION_SETTINGS.mail, ...mail } };
	return { settings, failures: mailFailures, retryAt };
}
