import type { JobOf } from '#schema/job.ts';
import { localStorage } from '#server/files/storage.ts';
import { auditRunEnd } from '#server/commands/runs/auditRunEnd.ts';
import { enqueue } from '#server/jobs/enqueue.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { store } from '#server/store/client.ts';
import { completeAttempt, findAttempt, savePublication } from '#server/store/runAttempts.ts';
import { findRun, findRunDoc, keptRevisions } from '#server/store/runs.ts';
import { ensureColumns } from '#server/store/sourceColumnsBuild.ts';
import { deleteRevisionsExcept } from '#server/store/sources.ts';
import { deleteOpenCases } from '#server/store/unsettled.ts';
import { writeArrowDrafts } from '../arrowDrafts.ts';
import { plannedPublication, publishConfig, publishDrafts } from '../drafts.ts';
import { logRun } from '../runLog.ts';
import { announceStatus, failRun, workOnRun, type RunWork } from '../runWork.ts';

const storage = localStorage();
const STEPS = 3;

/** Shows a run's new sources in place of the old: its files, then everything else in one write. */
export const publish: Handler<'publish'> = {
	kind: 'publish',
	concurrency: 1,
	handle: async (job) => {
		await workOnRun(job, 'publish', publishRun);
		await tidyUp(job);
	},
	onFailed: failRun
};

async function publishRun({ run, attempt, signal, progress }: RunWork): Promise<void> {
	const { results } = attempt;
	if (!results) throw new Error('The association of this run has left no results.');
	progress(0, STEPS);
	signal.throwIfAborted();
	// Before any file takes its name: when they cannot be written, what the run shows stays as it was.
	if (attempt.config.measurements.write_arrow_files && !attempt.publication)
		await writeArrowDrafts({ run, attempt, signal }, results.imageIds);
	progress(1, STEPS);
	signal.throwIfAborted();
	// From here on it completes: half of the files are no state to stop in.
	await publishFiles({ run, attempt });
	progress(2, STEPS);
	await ensureColumns(store(), { runId: run.id, revision: results.revision });
	await logRun(run, 'publish', 'Completed.');
	await completeAttempt(store(), run.id, attempt.id, results);
}

async function publishFiles({ run, attempt }: Pick<RunWork, 'run' | 'attempt'>): Promise<void> {
	const { id, configText } = attempt;
	const publication = attempt.publication ?? (await plannedPublication(storage, run.path, id));
	if (!attempt.publication) await savePublication(store(), run.id, id, publication);
	const shown = await findRunDoc(store(), run.id);
	await publishDrafts(storage, run.path, { ...attempt, publication }, shown?.basis ?? null);
	await publishConfig(storage, run.path, configText);
}

/** Also done by a worker that takes over after the run was completed: until here, nobody else would. */
async function tidyUp({ runId, attempt }: JobOf<'publish'>): Promise<void> {
	const run = await findRun(store(), runId);
	const current = await findAttempt(store(), runId);
	if (run?.status !== 'END' || current?.id !== attempt) return;
	const kept = await keptRevisions(store(), runId);
	await deleteRevisionsExcept(store(), runId, kept);
	await deleteOpenCases(store(), runId, kept);
	await enqueue({ kind: 'rank', runId, attempt });
	await enqueue({ kind: 'watchRun', runId, attempt });
	await auditRunEnd(run, attempt);
	await announceStatus(runId, 'END');
}
