import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import {
	changeOutsideJobSchema,
	createOutsideJobSchema,
	type OutsideJob
} from '#schema/inboxOutsideJob.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { inTransaction, store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { findOutsideJob, insertOutsideJob, putOutsideJob } from '../../store/outsideJobs.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

/** Takes a job of another pipeline into the list of what is going on. */
export async function createOutsideJob(
	context: CommandContext,
	input: unknown
): Promise<OutsideJob> {
	const { user } = context;
	mayOrRefuse(user, 'reportJob', { ownerId: user.id });
	const { commandId = crypto.randomUUID(), ...wanted } = parse(createOutsideJobSchema, input);
	const command = { command: 'createOutsideJob', commandId };
	const job = await once(context, command, async (transaction) => {
		const now = new Date();
		const created: OutsideJob = {
			id: newId(),
			...wanted,
			stage: wanted.stage ?? wanted.stages[0] ?? 'started',
			state: 'running',
			progress: null,
			error: null,
			heardAt: now,
			startedAt: now,
			endedAt: null,
			ownerId: user.id,
			ownerName: user.displayName
		};
		await insertOutsideJob(store(), created, transaction);
		const target = `outside job ${created.id}`;
		const after = { pipeline: created.pipeline, name: created.name };
		await audit(user, { action: 'createOutsideJob', target, after }, transaction);
		return created;
	});
	await announceJob(context);
	return job;
}

const jobIdSchema = z.object({ jobId: z.string().min(1).max(64) });

/** A stage, a heartbeat, an error or the end of such a job. Beats are not in the record of changes; what they change is. */
export async function changeOutsideJob(
	context: CommandContext,
	input: unknown
): Promise<OutsideJob> {
	const { jobId } = parse(jobIdSchema, input);
	const change = parse(changeOutsideJobSchema, input);
	const { user } = context;
	const { before, after } = await inTransaction(store(), async (transaction) => {
		const found = await findOutsideJob(store(), jobId, transaction);
		if (!found) throw new Failure('NotFound', 'This job does not exist (any more).', 'jobId');
		mayOrRefuse(user, 'reportJob', { ownerId: found.ownerId });
		refuseEnded(found, change);
		const next = changedJob(found, change);
		await putOutsideJob(store(), next, transaction);
		if (next.state !== found.state || next.stage !== found.stage)
			await audit(
				user,
				{
					action: 'changeOutsideJob',
					target: `outside job ${jobId}`,
					before: { stage: found.stage, state: found.state },
					after: { stage: next.stage, state: next.state, error: next.error }
				},
				transaction
			);
		return { before: found, after: next };
	});
	const isNews = before.stage !== after.stage || before.state !== after.state;
	if (isNews || before.progress !== after.progress) await announceJob(context);
	return after;
}

function refuseEnded(job: OutsideJob, { state }: z.output<typeof changeOutsideJobSchema>): void {
	if (job.state === 'running' || job.state === 'lost' || state === 'running') return;
	throw new Failure(
		'Conflict',
		`This job has ended (${job.state}). Say state: "running" to take it up again, or report another job.`,
		'state'
	);
}

/** One that was lost and is heard of again runs again. */
function changedJob(
	job: OutsideJob,
	{ stage, progress, message, error, state }: z.output<typeof changeOutsideJobSchema>
): OutsideJob {
	const now = new Date();
	const next = state ?? (error ? 'failed' : 'running');
	const isNewStage = stage !== undefined && stage !== job.stage;
	return {
		...job,
		stage: stage ?? job.stage,
		progress: progress === undefined ? (isNewStage ? null : job.progress) : progress,
		message: message ?? job.message,
		error: error === undefined ? (next === 'running' ? null : job.error) : error,
		state: next,
		heardAt: now,
		endedAt: next === 'running' ? null : now
	};
}

async function announceJob({ user }: CommandContext): Promise<void> {
	const by = { byId: user.id, byName: user.displayName };
	for (const topic of ['status', 'inbox']) await announce({ topic, kind: 'inbox', ...by });
}
