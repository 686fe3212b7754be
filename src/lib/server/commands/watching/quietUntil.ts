import type { QuietHours } from '#schema/watch.ts';

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

/** When the quiet hours that hold now end; null outside of them. UTC. */
export function quietUntil(hours: QuietHours | null, now: Date): Date | null {
	if (!hours) return null;
	const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
	const [from, to] = [minuteOf(hours.from), minuteOf(hours.to)];
	const since = (minute - from + DAY_MINUTES) % DAY_MINUTES;
	const length = (to - from + DAY_MINUTES) % DAY_MINUTES;
	if (since >= length) return null;
	const thisMinute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
	return new Date(thisMinute + (length - since) * MINUTE_MS);
}

function minuteOf(clock: string): number {
	const [hours, minutes] = clock.split(':').map(Number);
	return hours * 60 + minutes;
}
