import type { Notification, NotificationSettings } from '#schema/notification.ts';
import type { User } from '#schema/user.ts';
import { isMailSetUp } from '../outbound/mail.ts';
import { store } from '../store/client.ts';
import { countUnread, notificationsOf } from '../store/notifications.ts';
import { notificationSettingsOf } from '../store/notificationSettings.ts';
import { signedIn } from './signedIn.ts';

const SHOWN = 200;
/** Beyond it the bell says `99+`. */
const COUNTED = 100;

/** This person's notifications, the latest first. */
export async function notificationList(
	user: User | null,
	{ unreadOnly = false } = {}
): Promise<Notification[]> {
	return notificationsOf(store(), signedIn(user).id, { limit: SHOWN, unreadOnly });
}

/** For the bell; 0 for nobody. */
export async function unreadCount(user: User | null): Promise<number> {
	return user ? countUnread(store(), user.id, COUNTED) : 0;
}

export async function myNotificationSettings(
	user: User | null
): Promise<{ settings: NotificationSettings; isMailSetUp: boolean }> {
	const settings = await notificationSettingsOf(store(), signedIn(user).id);
	return { settings, isMailSetUp: isMailSetUp() };
}
