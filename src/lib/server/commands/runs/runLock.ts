import { store } from '../../store/client.ts';
import { withLock } from '../../store/locks.ts';

/** One command at a time changes a run and its directory: start, restore and clear wait for each other. */
export function withRunLock<R>(runId: number, act: () => Promise<R>): Promise<R> {
	return withLock(store(), `run ${runId}`, act);
}

/** No run begins meanwhile: for counting those under way, and for deleting images that none of them uses. */
export function withNoRunStarting<R>(act: () => Promise<R>): Promise<R> {
	return withLock(store(), 'run starts', act);
}
