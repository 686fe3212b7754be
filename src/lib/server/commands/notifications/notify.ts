import type { NewNotification } from '#schema/notification.ts';
import { announce } from '../../jobs/announce.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import { insertNotifications, type RoutedNotification } from '../../store/notifications.ts';
import { notificationSettings } from '../../store/notificationSettings.ts';

/**
 * Tells people something, once each, in the ways they have chosen; called after the transaction it is about. Never about
 * what is sealed from them.
 */
export async function notify(notifications: NewNotification[]): Promise<void> {
	if (notifications.length === 0) return;
	const people = [...new Set(notifications.map(({ userId }) => userId))];
	const chosen = await notificationSettings(store(), people);
	const routed = notifications.map((notification): RoutedNotification => {
		const settings = chosen.get(notification.userId)?.settings;
		const isMuted = settings?.muted.includes(notification.kind) ?? false;
		const mail = isMuted || !settings?.email ? 'off' : settings.mail[notification.kind];
		return { ...notification, isMuted, mail };
	});
	const created = await insertNotifications(store(), routed);
	if (created.length === 0) return;
	await Promise.all(
		people.map((userId) =>
			announce({ topic: `user-${userId}`, kind: 'notification', byId: null, byName: null })
		)
	);
	if (routed.some(({ mail }) => mail === 'now')) await mailSoon();
}

/** Without Redis it is mailed at the next regular look. */
async function mailSoon(): Promise<void> {
	try {
		await enqueue({ kind: 'digest' });
	} catch (error) {
		log.warn('e-mail has to wait for Redis', { error });
	}
}
