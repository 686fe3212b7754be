/** What an action of the watch pages has to say, if anything. */
export function told(done: unknown): string | null {
	if (typeof done !== 'object' || done === null || !('told' in done)) return null;
	return typeof done.told === 'string' ? done.told : null;
}
