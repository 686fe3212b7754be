import { store } from '../../store/client.ts';
import { alertsToTell, endQuiet } from '../../store/heldAlerts.ts';
import { findObjects } from '../../store/objects.ts';
import { notificationsOf } from '../alerts/alertNews.ts';
import { notify } from '../notifications/notify.ts';

/** Tells of alerts that were raised in their rules' quiet hours, once these are over. Repeated, it tells nobody twice. */
export async function tellHeld(now = new Date()): Promise<void> {
	const held = await alertsToTell(store(), now);
	const objectIds = [...new Set(held.map(({ objectId }) => objectId))];
	const objects = await findObjects(store(), objectIds);
	await notify(notificationsOf(held, objects, now));
	await endQuiet(store(), now);
}
