import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { onRunSchema } from '#schema/runAction.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { localStorage } from '../../files/storage.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import {
	abandonRestore,
	beginRestore,
	completeRestore,
	failRestore,
	goBack
} from '../../store/runRestores.ts';
import { findRunDoc, keptRevisions, type RunDoc } from '../../store/runs.ts';
import { deleteRevisionsExcept } from '../../store/sources.ts';
import { deleteOpenCases } from '../../store/unsettled.ts';
import { audit } from '../audit.ts';
import { reworkNewRun } from '../images/requestRework.ts';
import { parse } from '../parse.ts';
import { ensureRunQueue } from '../queues/runQueue.ts';
import { requestScores } from '../scores/requestScores.ts';
import { announceRun } from './announceRun.ts';
import { putBackFiles, refuseUnlessBackedUp } from './restoreFiles.ts';
import { withRunLock } from './runLock.ts';
import { runToChange } from './runToChange.ts';

const storage = localStorage();

/**
 * Takes a run back to what it showed before images were added to it last, database and files (spec/pipeline.md §8). An
 * attempt that failed has changed nothing: restoring after it only puts the run's state right. Labels stay with their
 * objects. Without a user it is the command line that acts.
 */
export async function restoreRun(context: { user: User | null }, input: unknown): Promise<Run> {
	const { runId } = parse(onRunSchema, input);
	const { user } = context;
	const known = await runToChange(runId);
	if (user) mayOrRefuse(user, 'processRun', { ownerId: known.userId });
	refuseUnfit(known);
	return withRunLock(runId, async () => {
		const run = await beginRestore(store(), runId);
		if (!run) throw new Failure('Conflict', `Run ${known.name} is being processed or deleted.`);
		await announceRun(user, runId, 'RES');
		const before = { status: run.restore?.statusBefore, revision: run.revision };
		const restored = await finished(user, run.restore?.files ? run : await decided(user, run));
		const after = { status: restored.status, revision: restored.revision };
		await audit(user, { action: 'restoreRun', target: `run ${runId}`, before, after });
		return restored;
	});
}

/** Ends a restore whose process died: one that had gone back in the database is finished, another never was. */
export async function resumeRestore(runId: number): Promise<void> {
	await withRunLock(runId, async () => {
		const run = await findRunDoc(store(), runId);
		if (run?.status !== 'RES') return;
		if (run.restore?.files) return void (await finished(null, run));
		await abandonRestore(store(), runId);
		await announceRun(null, runId, run.restore?.statusBefore ?? run.status);
	});
}

function refuseUnfit({ name, status, revision }: Run): void {
	if (status === 'QUE' || status === 'RUN' || status === 'DEL')
		throw new Failure(
			'Conflict',
			`Run ${name} is being ${status === 'DEL' ? 'deleted' : 'processed: wait for its end, or cancel it'}.`
		);
	if (revision === 0)
		throw new Failure('Conflict', `Run ${name} has never completed: there is nothing to restore.`);
}

/** The run gone back in the database, or as it is when only a failed attempt has to be forgotten. */
async function decided(user: User | null, run: RunDoc): Promise<RunDoc> {
	try {
		if (run.restore?.statusBefore !== 'END') return run;
		if (!run.previous)
			throw new Failure(
				'Conflict',
				`Run ${run.name} cannot be restored: no images were added to it since it was first processed, processed all over or last restored.`
			);
		await refuseUnlessBackedUp(storage, run, run.previous);
		const back = await goBack(store(), run._id);
		if (!back) throw new Failure('Conflict', `Run ${run.name} changed meanwhile.`);
		return back;
	} catch (error) {
		await abandonRestore(store(), run._id);
		await announceRun(user, run._id, run.restore?.statusBefore ?? run.status);
		await note(run, 'ERROR', error instanceof Error ? error.message : String(error));
		throw error;
	}
}

async function finished(user: User | null, run: RunDoc): Promise<Run> {
	const runId = run._id;
	const files = run.restore?.files;
	try {
		if (files && run.basis)
			await putBackFiles(storage, run.path, { files, configText: run.basis.configText });
		else await storage.remove(join(run.path, 'config_temp.yaml'));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const sentence = `Restored, but not all of its files: ${reason} Restore it again to finish that.`;
		await failRestore(store(), runId, sentence);
		await announceRun(user, runId, 'ERR');
		throw new Failure('Unavailable', `Run ${run.name}: ${sentence}`);
	}
	const kept = await keptRevisions(store(), runId);
	await deleteRevisionsExcept(store(), runId, kept);
	await deleteOpenCases(store(), runId, kept);
	const restored = await completeRestore(store(), runId);
	if (!restored) throw new Failure('Conflict', `Run ${run.name} changed meanwhile.`);
	await note(run, 'INFO', `Restored: ${restored.nImages} images, ${restored.nSources} sources.`);
	await rankAgain(runId);
	await announceRun(user, runId, 'END');
	return restored;
}

/** Candidates then lead to the sources that are shown again. The run is restored whatever happens here. */
async function rankAgain(runId: number): Promise<void> {
	try {
		await ensureRunQueue(runId);
		// Its numbers without bad images went with the revision that is left.
		if (!(await reworkNewRun(runId))) await requestScores(runId);
	} catch (error) {
		log.error('a restored run could not be ranked', { runId, error });
	}
}

/** Adds a line to the restore's log beside the run's (spec/pipeline.md §7.1). */
async function note({ _id, path }: RunDoc, level: 'INFO' | 'ERROR', text: string): Promise<void> {
	const at = new Date().toISOString().slice(0, 19);
	const name = `${at.replace(/[T:]/g, '-')}_restore_log.txt`;
	try {
		await storage.append(join(path, name), `${at.replace('T', ' ')} restore ${level} ${text}\n`);
	} catch (error) {
		log.warn('a line of a restore’s log was not written', { runId: _id, error: String(error) });
	}
}
