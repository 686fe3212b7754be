import { Failure } from '#schema/failure.ts';
import { RUN_JOB_KINDS, type Job, type JobKind } from '#schema/job.ts';
import { JOB_WORDS, oneJobSchema } from '#schema/status.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { findJob, removeJob, retryFailedJob } from '../../jobs/failedJobs.ts';
import { store } from '../../store/client.ts';
import { withLock } from '../../store/locks.ts';
import { findAttempt } from '../../store/runAttempts.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { cancelRun } from '../runs/cancelRun.ts';
import { runToChange } from '../runs/runToChange.ts';
import { startRun } from '../runs/startRun.ts';
import { announceJobs, withRedis } from './withRedis.ts';

/** Has a failed job done again; a run's own jobs by starting the run again. Answers what was done, in a sentence. */
export async function retryJob(context: CommandContext, input: unknown): Promise<string> {
	const { commandId, kind, jobId, job } = await jobToChange(context.user, input);
	const sentence = await inTurn(jobId, () =>
		once(context, { command: 'retryJob', commandId }, async (transaction) => {
			const event = { action: 'retryJob', target: `jobs ${kind}`, after: jobId };
			await audit(context.user, event, transaction);
			if (RUN_JOB_KINDS.includes(kind) && job && 'runId' in job)
				return startAgain(context.user, job.runId, job.attempt);
			if (!(await withRedis(() => retryFailedJob(kind, jobId)))) throw notFailed(jobId);
			return `${JOB_WORDS[kind].title}: the job is tried again.`;
		})
	);
	await announceJobs(context.user);
	return sentence;
}

/** Takes a job out: one that has failed, or waits. A run's own jobs under way are cancelled with the run. */
export async function cancelJob(context: CommandContext, input: unknown): Promise<string> {
	const { commandId, kind, jobId, job, state } = await jobToChange(context.user, input);
	const sentence = await inTurn(jobId, () =>
		once(context, { command: 'cancelJob', commandId }, async (transaction) => {
			const event = { action: 'cancelJob', target: `jobs ${kind}`, before: state, after: jobId };
			await audit(context.user, event, transaction);
			if (RUN_JOB_KINDS.includes(kind) && state !== 'failed' && job && 'runId' in job) {
				const { name } = await cancelRun({ user: context.user }, { runId: job.runId });
				return `Run ${name} is being cancelled.`;
			}
			if (!(await withRedis(() => removeJob(kind, jobId))))
				throw new Failure(
					'Conflict',
					`The job ${jobId} is being worked on: it ends by itself. Pause its kind to hold the next.`,
					'jobId'
				);
			return `${JOB_WORDS[kind].title}: the job is taken out.`;
		})
	);
	await announceJobs(context.user);
	return sentence;
}

/** What is done to a job is not part of the transaction: of two that ask for it at once, the later has to find it recorded. */
function inTurn<R>(jobId: string, act: () => Promise<R>): Promise<R> {
	return withLock(store(), `job ${jobId}`, act);
}

async function jobToChange(
	user: User,
	input: unknown
): Promise<{ commandId: string; kind: JobKind; jobId: string; job: Job | null; state: string }> {
	mayOrRefuse(user, 'manageJobs');
	const { commandId, kind, jobId } = parse(oneJobSchema, input);
	const found = await withRedis(() => findJob(kind, jobId));
	// Sent again, the job may be gone: what it answered then is in the log.
	return { commandId, kind, jobId, job: found?.job ?? null, state: found?.state ?? 'gone' };
}

async function startAgain(user: User, runId: number, attemptId: string): Promise<string> {
	const { name, status } = await runToChange(runId);
	const attempt = await findAttempt(store(), runId);
	if (attempt?.id !== attemptId || status !== 'ERR')
		throw new Failure(
			'Conflict',
			`This job is of an earlier attempt of run ${name}, which has gone on since. Take it out.`,
			'jobId'
		);
	const started = await startRun({ user }, { runId, fullRerun: attempt.mode === 'full' });
	return started.nothingToDo ?? `Run ${name} is started again.`;
}

function notFailed(jobId: string): Failure {
	return new Failure(
		'Conflict',
		`The job ${jobId} has not failed, or somebody has tried it again already.`,
		'jobId'
	);
}
