import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { withFile } from '../../files/fileFailure.ts';
import { localStorage } from '../../files/storage.ts';
import { validateRun } from '../../files/validateRun.ts';
import { announce } from '../../jobs/announce.ts';
import { enqueueRun } from '../../jobs/enqueue.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import {
	beginAttempt,
	countActiveRuns,
	refuseStart,
	stopAttempt
} from '../../store/runAttempts.ts';
import { type RunAttempt } from '../../store/runs.ts';
import { audit } from '../audit.ts';
import { parse } from '../parse.ts';
import { runToChange } from './runToChange.ts';

const startRunSchema = z.object({ runId: z.coerce.number().int().positive() });

/** Where a run's relative file names start, and whether they may lead anywhere on the machine. */
export interface StartOptions {
	baseDirectory?: string;
	anywhere?: boolean;
}

/**
 * Checks a run's config.yaml and queues its jobs. What is wrong with it is refused and noted in the run, which then
 * stands in ERR with what it showed before. Without a user it is the command line that acts.
 */
export async function startRun(
	context: { user: User | null },
	input: unknown,
	{ baseDirectory = config().RAW_IMAGE_DIR, anywhere = false }: StartOptions = {}
): Promise<Run> {
	const { runId } = parse(startRunSchema, input);
	const run = await runToChange(runId);
	if (context.user) mayOrRefuse(context.user, 'processRun', { ownerId: run.userId });
	refuseUnderWay(run);
	await refuseTooMany();
	const attempt = await checkedAttempt(run, { ...context, baseDirectory, anywhere });
	const queued = await beginAttempt(store(), run.id, attempt);
	if (!queued) throw new Failure('Conflict', `Run ${run.name} is being processed already.`);
	await audit(context.user, {
		action: 'startRun',
		target: `run ${run.id}`,
		before: { status: run.status },
		after: { status: 'QUE', attempt: attempt.id }
	});
	await enqueueOrFail(queued, attempt);
	await announceStart(context.user, queued);
	return queued;
}

function refuseUnderWay(run: Run): void {
	if (run.status === 'QUE' || run.status === 'RUN')
		throw new Failure('Conflict', `Run ${run.name} is being processed already.`);
	if (run.status === 'RES' || run.status === 'DEL')
		throw new Failure('Conflict', `Run ${run.name} is being restored or deleted: wait for that.`);
}

async function refuseTooMany(): Promise<void> {
	const limit = config().MAX_PIPELINE_RUNS;
	if ((await countActiveRuns(store())) >= limit)
		throw new Failure(
			'TooMany',
			`Max pipeline concurrent runs reached: ${limit} are being processed. Try again when one has ended.`
		);
}

async function checkedAttempt(
	run: Run,
	{ user, baseDirectory, anywhere }: { user: User | null } & Required<StartOptions>
): Promise<RunAttempt> {
	const { RAW_IMAGE_DIR, PIPELINE_WORKING_DIR, MAX_PIPERUN_IMAGES } = config();
	const path = join(run.path, 'config.yaml');
	try {
		const text = await withFile(path, () => localStorage().read(path));
		const configText = new TextDecoder().decode(text);
		const checked = await validateRun(configText, path, {
			storage: localStorage(anywhere ? null : [RAW_IMAGE_DIR, PIPELINE_WORKING_DIR]),
			baseDirectory,
			maxImages: user && user.role !== 'admin' ? MAX_PIPERUN_IMAGES : null
		});
		return {
			id: newId(),
			queuedAt: new Date(),
			...checked,
			configText,
			images: {},
			results: null,
			rankedAt: null
		};
	} catch (error) {
		if (error instanceof Failure) await refuseStart(store(), run.id, error.message);
		throw error;
	}
}

async function enqueueOrFail(run: Run, { id, inputs }: RunAttempt): Promise<void> {
	const images = inputs.epochs.reduce((count, epoch) => count + epoch.image.length, 0);
	try {
		await enqueueRun(run.id, id, images);
	} catch (error) {
		log.error('the jobs of a run could not be queued', { runId: run.id, error });
		const sentence = 'The run could not be queued: Redis does not answer. Start it again later.';
		await stopAttempt(store(), run.id, id, { status: 'ERR', error: sentence });
		throw new Failure('Unavailable', sentence);
	}
}

async function announceStart(user: User | null, run: Run): Promise<void> {
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? null };
	const detail = { runId: run.id, status: run.status };
	await announce({ topic: `run-${run.id}`, kind: 'status', ...by, detail });
	await announce({ topic: 'runs', kind: 'status', ...by, detail });
}
