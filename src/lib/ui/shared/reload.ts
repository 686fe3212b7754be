import { invalidate, invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/** Reloads of this browser tab, one after the other: Kit lets a later one end an earlier before its data is shown. */
let latest: Promise<void> = Promise.resolve();
/** When loading last began, by dependency; '' for everything. */
const begunAt = new Map<string, number>();

interface How {
	/** The server has just answered: it need not be asked whether it is there. */
	reachable?: boolean;
	/** performance.now() of the news: whatever began to load after it has it already. */
	news?: number;
}

/** Loads a page's data again, all of it or what depends on one name; resolves once it is shown. */
export function reload(dependency?: string, how: How = {}): Promise<void> {
	latest = latest.then(() => loadAgain(dependency, how));
	return latest;
}

/** Not while the page is being left: Kit would drop that navigation, and the next page loads its own data anyway. */
async function loadAgain(
	dependency: string | undefined,
	{ reachable = false, news }: How
): Promise<void> {
	if (news !== undefined && lastBegun(dependency) >= news) return;
	// In this order: a navigation may begin while we ask.
	if (!(reachable || (await isReachable())) || navigating.to) return;
	begunAt.set(dependency ?? '', performance.now());
	await (dependency ? invalidate(dependency) : invalidateAll()).catch(() => undefined);
}

function lastBegun(dependency = ''): number {
	return Math.max(begunAt.get(dependency) ?? 0, begunAt.get('') ?? 0);
}

/** Kit puts its error page in place of a page whose load cannot be fetched; offline, what is shown had better stay. */
async function isReachable(): Promise<boolean> {
	try {
		const answer = await fetch('/api/v1/session', { cache: 'no-store' });
		// An answer that nobody reads holds its connection open.
		await answer.text();
		return true;
	} catch {
		return false;
	}
}
