import { isRunAlive } from '#server/jobs/enqueue.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { listActiveAttempts, stopAttempt } from '#server/store/runAttempts.ts';
import { announceStatus } from './runWork.ts';

const REASON =
	'The jobs of this run were lost, perhaps because Redis was emptied. Start the run again.';

/** A run is in the database a moment before its jobs are in Redis. */
const GRACE_MS = 10_000;

/** Ends runs that claim to be under way though no job of theirs exists any more: nobody else would. */
export async function endLostRuns(): Promise<void> {
	try {
		const queuedBefore = new Date(Date.now() - GRACE_MS);
		for (const { runId, attemptId } of await listActiveAttempts(store(), { queuedBefore })) {
			if (await isRunAlive(runId, attemptId)) continue;
			if (await stopAttempt(store(), runId, attemptId, { status: 'ERR', error: REASON }))
				await announceStatus(runId, 'ERR');
		}
	} catch (error) {
		log.warn('could not look for lost runs', { error });
	}
}
