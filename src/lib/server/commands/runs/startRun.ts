import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { startRunSchema } from '#schema/runAction.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { runCheck } from '../../files/checkedConfig.ts';
import { withFile } from '../../files/fileFailure.ts';
import { localStorage } from '../../files/storage.ts';
import { validateRun } from '../../files/validateRun.ts';
import { enqueueRun } from '../../jobs/enqueue.ts';
import { log } from '../../log.ts';
import { runOwner } from '../../queries/runOwner.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { beginAttempt, leaveAsItIs, refuseStart, stopAttempt } from '../../store/runAttempts.ts';
import type { RunAttempt, RunBasis, RunDoc } from '../../store/runs.ts';
import { audit } from '../audit.ts';
import { parse } from '../parse.ts';
import { announceRun } from './announceRun.ts';
import { refuseTooMany } from './runLimits.ts';
import { withNoRunStarting, withRunLock } from './runLock.ts';
import { runDocToChange, runToChange } from './runToChange.ts';
import { startMode } from './startMode.ts';

/** Where a run's relative file names start, and whether they may lead anywhere on the machine. */
export interface StartOptions {
	baseDirectory?: string;
	anywhere?: boolean;
}

/** `nothingToDo`: why nothing was started, in a sentence; null when something was. */
export type StartedRun = Run & { nothingToDo: string | null };

/**
 * Checks a run's config.yaml and queues its jobs. What is wrong with it is refused and noted in the run, which then
 * stands in ERR with what it showed before. Without a user it is the command line that acts.
 */
export async function startRun(
	context: { user: User | null },
	input: unknown,
	{ baseDirectory = config().RAW_IMAGE_DIR, anywhere = false }: StartOptions = {}
): Promise<StartedRun> {
	const { runId, fullRerun } = parse(startRunSchema, input);
	const { user } = context;
	const known = await runToChange(runId);
	if (user) mayOrRefuse(user, 'processRun', { ownerId: known.userId });
	refuseUnderWay(known);
	return withRunLock(runId, async () => {
		const run = await runDocToChange(runId);
		refuseUnderWay(run);
		refuseHalfRestored(run);
		const basis = await checkedBasis(run, { user, baseDirectory, anywhere });
		const decided = startMode(run, basis, { fullRerun });
		if ('nothingToDo' in decided) return { ...(await leave(user, run)), ...decided };
		const attempt: RunAttempt = {
			id: newId(),
			queuedAt: new Date(),
			startedById: user?.id ?? null,
			mode: decided.mode,
			revision: run.latestRevision + 1,
			...basis,
			images: {},
			results: null,
			publication: null,
			rankedAt: null
		};
		return { ...(await begin(user, run, attempt)), nothingToDo: null };
	});
}

function refuseUnderWay({ name, status }: Pick<Run, 'name' | 'status'>): void {
	if (status === 'QUE' || status === 'RUN')
		throw new Failure('Conflict', `Run ${name} is being processed already.`);
	if (status === 'RES' || status === 'DEL')
		throw new Failure('Conflict', `Run ${name} is being restored or deleted: wait for that.`);
}

function refuseHalfRestored({ name, restore }: RunDoc): void {
	if (!restore) return;
	throw new Failure(
		'Conflict',
		`Run ${name} was restored, but not all of its files: restore it again to finish that.`
	);
}

async function checkedBasis(
	run: RunDoc,
	{ user, baseDirectory, anywhere }: { user: User | null } & Required<StartOptions>
): Promise<RunBasis> {
	const path = join(run.path, 'config.yaml');
	try {
		const text = await withFile(path, () => localStorage().read(path));
		const configText = new TextDecoder().decode(text);
		const checked = await validateRun(configText, path, {
			...runCheck(await runOwner(run), user),
			...(anywhere && { storage: localStorage() }),
			baseDirectory
		});
		return { ...checked, configText };
	} catch (error) {
		if (error instanceof Failure) await noteRefusal(user, run, error.message);
		throw error;
	}
}

async function noteRefusal(user: User | null, run: RunDoc, error: string): Promise<void> {
	await refuseStart(store(), run._id, error);
	const before = { status: run.status };
	const after = { status: 'ERR', error };
	await audit(user, { action: 'refuseStart', target: `run ${run._id}`, before, after });
}

async function leave(user: User | null, { _id, name, status }: RunDoc): Promise<Run> {
	const run = await leaveAsItIs(store(), _id);
	if (!run) throw new Failure('Conflict', `Run ${name} changed meanwhile. Start it again.`);
	if (run.status !== status) await announceRun(user, run.id, run.status);
	return run;
}

async function begin(user: User | null, run: RunDoc, attempt: RunAttempt): Promise<Run> {
	const queued = await withNoRunStarting(async () => {
		await refuseTooMany(user);
		return beginAttempt(store(), run._id, attempt);
	});
	if (!queued) throw new Failure('Conflict', `Run ${run.name} is being processed already.`);
	await audit(user, {
		action: 'startRun',
		target: `run ${run._id}`,
		before: { status: run.status },
		after: { status: 'QUE', attempt: attempt.id, mode: attempt.mode }
	});
	await writeConfigTemp(queued, attempt);
	await enqueueOrFail(queued, attempt);
	await announceRun(user, queued.id, queued.status);
	return queued;
}

/** What is being worked on, whatever becomes of config.yaml meanwhile (spec/pipeline.md §7.1). */
async function writeConfigTemp(run: Run, { id, configText }: RunAttempt): Promise<void> {
	const path = join(run.path, 'config_temp.yaml');
	try {
		await withFile(path, () => localStorage().writeAtomically(path, configText));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		await stopAttempt(store(), run.id, id, { status: 'ERR', error: reason });
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
