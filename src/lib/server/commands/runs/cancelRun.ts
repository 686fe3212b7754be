import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { onRunSchema } from '#schema/runAction.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { isRunHeld } from '../../jobs/enqueue.ts';
import { workerAlive } from '../../jobs/heartbeat.ts';
import { store } from '../../store/client.ts';
import { findAttempt, requestCancel, stopAttempt } from '../../store/runAttempts.ts';
import { audit } from '../audit.ts';
import { parse } from '../parse.ts';
import { announceRun } from './announceRun.ts';
import { runToChange } from './runToChange.ts';

/** Asks the worker to stop a run, in the middle of whatever it does; what the run showed before stays. */
export async function cancelRun(context: { user: User | null }, input: unknown): Promise<Run> {
	const { runId } = parse(onRunSchema, input);
	const run = await runToChange(runId);
	const { user } = context;
	if (user) mayOrRefuse(user, 'cancelRun', { ownerId: run.userId });
	if (!(await requestCancel(store(), runId)))
		throw new Failure('Conflict', `Run ${run.name} is not being processed.`);
	await audit(user, { action: 'cancelRun', target: `run ${runId}`, before: run.status });
	// A run that nobody works on would otherwise wait for a worker to be cancelled.
	if (run.status === 'QUE' || !(await workerAlive()) || (await isHeld(runId)))
		await stopHere(runId);
	await announceRun(user, runId, 'CAN');
	return runToChange(runId);
}

/** Its jobs are paused: no worker will come to see that it is cancelled. */
async function isHeld(runId: number): Promise<boolean> {
	const attempt = await findAttempt(store(), runId);
	return attempt !== null && isRunHeld(runId, attempt.id);
}

async function stopHere(runId: number): Promise<void> {
	const attempt = await findAttempt(store(), runId);
	if (attempt) await stopAttempt(store(), runId, attempt.id, { status: 'CAN', error: null });
}
