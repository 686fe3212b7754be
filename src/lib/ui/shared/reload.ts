import { invalidate, invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/** Reloads of this browser tab, one after the other: Kit lets a later one end an earlier before its data is shown. */
let latest: Promise<void> = Promise.resolve();
/** When loading last began, by dependency; '' for everything. */
const begunAt = new Map<string, number>();

/**
 * Loads a page's data again, all of it or what depends on one name; resolves once it is shown, without a network once
 * there is one (`patientFetch`). `news` is performance.now() of what is to be shown: whatever began to load after it has
 * it already.
 */
export function reload(dependency?: string, news?: number): Promise<void> {
	latest = latest.then(() => loadAgain(dependency, news));
	return latest;
}

/** Not while the page is being left: Kit would drop that navigation, and the next page loads its own data anyway. */
async function loadAgain(dependency: string | undefined, news?: number): Promise<void> {
	if (news !== undefined && lastBegun(dependency) >= news) return;
	if (navigating.to) return;
	begunAt.set(dependency ?? '', performance.now());
	await (dependency ? invalidate(dependency) : invalidateAll()).catch(() => undefined);
}

function lastBegun(dependency = ''): number {
	return Math.max(begunAt.get(dependency) ?? 0, begunAt.get('') ?? 0);
}
