/** Why nothing was started, of what starting a run answered; null when it was. */
export function nothingToDo(done: unknown): string | null {
	const isStarted = typeof done !== 'object' || done === null || !('nothingToDo' in done);
	return isStarted || typeof done.nothingToDo !== 'string' ? null : done.nothingToDo;
}
