/** Requests that one token may make in a minute, at each web process. */
export const MOST_PER_MINUTE = 1200;
const MINUTE_MS = 60_000;

interface Minute {
	endsAt: number;
	requests: number;
}

const minutes = new Map<string, Minute>();

/** Counts a request of this token: 0 when it may go on, else the seconds until it may. */
export function secondsToWait(tokenId: string, now = Date.now()): number {
	const minute = currentMinute(tokenId, now);
	minute.requests++;
	if (minute.requests <= MOST_PER_MINUTE) return 0;
	return Math.ceil((minute.endsAt - now) / 1000);
}

function currentMinute(tokenId: string, now: number): Minute {
	const known = minutes.get(tokenId);
	if (known && known.endsAt > now) return known;
	forgetPast(now);
	const fresh = { endsAt: now + MINUTE_MS, requests: 0 };
	minutes.set(tokenId, fresh);
	return fresh;
}

function forgetPast(now: number): void {
	for (const [tokenId, { endsAt }] of minutes) if (endsAt <= now) minutes.delete(tokenId);
}
