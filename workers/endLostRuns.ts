import { auditRunEnd } from '#server/commands/runs/auditRunEnd.ts';
import { resumeRestore } from '#server/commands/runs/restoreRun.ts';
import { isRunAlive } from '#server/jobs/enqueue.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { listActiveAttempts, stopAttempt } from '#server/store/runAttempts.ts';
import { listRestores } from '#server/store/runRestores.ts';
import { findRun } from '#server/store/runs.ts';
import { announceStatus } from './runWork.ts';

const REASON =
	'The jobs of this run were lost, perhaps because Redis was emptied. Start the run again.';

/** A run is in the database a moment before its jobs are in Redis. */
const GRACE_MS = 10_000;

/** Ends runs that claim to be under way though nobody works on them any more: nobody else would. */
export async function endLostRuns(): Promise<void> {
	try {
		await endLostAttempts();
	} catch (error) {
		log.warn('could not look for lost runs', { error });
	}
	// Waits for those that somebody does work on.
	void resumeRestores();
}

async function resumeRestores(): Promise<void> {
	try {
		for (const runId of await listRestores(store())) await resumeRestore(runId);
	} catch (error) {
		log.warn('could not finish a restore', { error });
	}
}

async function endLostAttempts(): Promise<void> {
	const queuedBefore = new Date(Date.now() - GRACE_MS);
	for (const { runId, attemptId } of await listActiveAttempts(store(), { queuedBefore })) {
		if (await isRunAlive(runId, attemptId)) continue;
		if (!(await stopAttempt(store(), runId, attemptId, { status: 'ERR', error: REASON }))) continue;
		const run = await findRun(store(), runId);
		if (run) await auditRunEnd(run, attemptId);
		await announceStatus(runId, 'ERR');
	}
}
