import { invalidate, invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/** Reloads of this browser tab, one after the other: Kit lets a later one end an earlier before its data is shown. */
let latest: Promise<void> = Promise.resolve();

/** Loads a page's data again, all of it or what depends on one name; resolves once it is shown. */
export function reload(dependency?: string): Promise<void> {
	latest = latest.then(() => loadAgain(dependency));
	return latest;
}

/** Not while the page is being left: Kit would drop that navigation, and the next page loads its own data anyway. */
async function loadAgain(dependency?: string): Promise<void> {
	// In this order: a navigation may begin while we ask.
	if (!(await isReachable()) || navigating.to) return;
	await (dependency ? invalidate(dependency) : invalidateAll()).catch(() => undefined);
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
