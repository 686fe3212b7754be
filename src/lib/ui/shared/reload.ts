import { invalidate, invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/**
 * Loads a page's data again, all of it or what depends on one name, unless the page is just being left: Kit drops a
 * navigation that is under way when something is invalidated, and the next page loads its own data anyway.
 */
export async function reload(dependency?: string): Promise<void> {
	if (navigating.to) return;
	await (dependency ? invalidate(dependency) : invalidateAll());
}
