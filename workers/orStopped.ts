/**
 * Waits for work that cannot be stopped half-way, unless nobody wants its outcome any more. What it writes after that is of
 * a revision that is never shown, and the next attempt clears it away.
 */
export function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason as Error);
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}
