import { Failure } from '#schema/failure.ts';

/** Ctrl-C aborts the signal once, for a command that cleans up; a second one ends the process. */
export async function interruptible<R>(act: (signal: AbortSignal) => Promise<R>): Promise<R> {
	const stop = new AbortController();
	const cancel = () => stop.abort(new Failure('Conflict', 'Cancelled.'));
	process.once('SIGINT', cancel);
	try {
		return await act(stop.signal);
	} finally {
		process.removeListener('SIGINT', cancel);
	}
}
