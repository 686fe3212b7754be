import type { NotificationSettings, QuietHours } from '#schema/notification.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether somebody wants no e-mail now. The hour it ends in is not quiet any more. */
export function isQuiet(quiet: QuietHours | null, now: Date): boolean {
	if (!quiet) return false;
	const { fromHour, toHour } = quiet;
	const hour = now.getUTCHours();
	if (fromHour <= toHour) return hour >= fromHour && hour < toHour;
	return hour >= fromHour || hour < toHour;
}

/** When the latest digest was due: what came before it is in it. */
export function latestDigest(
	{ digest, digestHour }: Pick<NotificationSettings, 'digest' | 'digestHour'>,
	now: Date
): Date {
	if (digest === 'hourly') return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
	const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
	const today = midnight + digestHour * HOUR_MS;
	return new Date(today <= now.getTime() ? today : today - DAY_MS);
}
