import { Failure } from '#schema/failure.ts';
import type { JobOf } from '#schema/job.ts';
import type { Run, RunStage } from '#schema/run.ts';
import { localStorage } from '#server/files/storage.ts';
import { auditRunEnd } from '#server/commands/runs/auditRunEnd.ts';
import { announce } from '#server/jobs/announce.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { findActiveRun, mayGoOn, stopAttempt } from '#server/store/runAttempts.ts';
import { findRun, type RunAttempt } from '#server/store/runs.ts';
import { removeDrafts } from './drafts.ts';
import { logRun } from './runLog.ts';
import { runProgress } from './runProgress.ts';

/** A run as one job of it sees it. */
export interface RunWork {
	run: Run;
	attempt: RunAttempt;
	/** Aborted when somebody cancels the run, or another job of it has failed. */
	signal: AbortSignal;
	progress: (done: number, total: number) => void;
}

type RunJob = JobOf<'ingestImage' | 'associate' | 'publish'>;
const LOOK_EVERY_MS = 500;

const DOING: Record<RunJob['kind'], string> = {
	ingestImage: 'an image was read',
	associate: 'measurements were associated',
	publish: 'the results were published'
};

class Stopped extends Error {}

/**
 * Does one job's part of a run. Nothing happens when the attempt is over; a cancelled run ends in CAN here, wherever
 * the work is at that moment.
 */
export async function workOnRun(
	job: RunJob,
	stage: RunStage,
	work: (parts: RunWork) => Promise<void>
): Promise<void> {
	const found = await findActiveRun(store(), job.runId, job.attempt);
	if (!found) return;
	if (found.run.cancelRequested) return cancelled(job);
	const stop = new AbortController();
	const look = setInterval(() => void lookAround(job, stop), LOOK_EVERY_MS);
	const progress = runProgress(job, stage, () => stop.abort(new Stopped()));
	try {
		await work({ ...found, signal: stop.signal, progress: progress.report });
	} catch (error) {
		if (!(error instanceof Stopped)) throw error;
		await cancelled(job);
	} finally {
		clearInterval(look);
		await progress.settled();
	}
}

/** Ends a run's attempt in ERR with the reason; its earlier results and all labels stay. */
export async function failRun(job: RunJob, error: Error): Promise<void> {
	const sentence =
		error instanceof Failure
			? error.message
			: `Processing failed while ${DOING[job.kind]}: ${error.message}`;
	if (await endAttempt(job, 'ERR', sentence))
		log.error('run failed', { runId: job.runId, job: job.kind, error });
}

export async function announceStatus(runId: number, status: Run['status']): Promise<void> {
	for (const topic of [`run-${runId}`, 'runs'])
		await announce({ topic, kind: 'status', byId: null, byName: null, detail: { runId, status } });
}

async function cancelled(job: RunJob): Promise<void> {
	await endAttempt(job, 'CAN', null);
}

/** False when the attempt had ended already. */
async function endAttempt(
	job: RunJob,
	status: 'ERR' | 'CAN',
	error: string | null
): Promise<boolean> {
	const run = await findRun(store(), job.runId);
	// Before anyone sees the end, and starts the next. On a full disk the drafts are what takes the room.
	if (run) await removeDrafts(localStorage(), run.path, job.attempt);
	const ended = await stopAttempt(store(), job.runId, job.attempt, { status, error });
	if (!ended) return false;
	const text = error ?? 'Cancelled.';
	if (run) await auditRunEnd({ ...run, status, error }, job.attempt);
	if (run) await logRun(run, job.kind, text, error === null ? 'WARNING' : 'ERROR');
	await announceStatus(job.runId, status);
	return true;
}

async function lookAround(job: RunJob, stop: AbortController): Promise<void> {
	try {
		if (!(await mayGoOn(store(), job.runId, job.attempt))) stop.abort(new Stopped());
	} catch (error) {
		log.warn('could not see whether a run is cancelled', { runId: job.runId, error });
	}
}
