import { join } from 'node:path';
import type { JobOf } from '#schema/job.ts';
import { linkSourcesToObjects } from '#server/commands/linkSourcesToObjects.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { localStorage } from '#server/files/storage.ts';
import { enqueue } from '#server/jobs/enqueue.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { store } from '#server/store/client.ts';
import { completeAttempt, findAttempt } from '#server/store/runAttempts.ts';
import { findRun } from '#server/store/runs.ts';
import { deleteOtherRevisions, placesOfRun } from '#server/store/sources.ts';
import { publishDrafts } from '../drafts.ts';
import { logRun } from '../runLog.ts';
import { announceStatus, failRun, workOnRun, type RunWork } from '../runWork.ts';

const storage = localStorage();
const STEPS = 3;

/** Shows a run's new sources in place of the old: objects, files, then everything else in one write. */
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
	const { results, config, configText } = attempt;
	if (!results) throw new Error('The association of this run has left no results.');
	const { revision } = results;
	progress(0, STEPS);
	const linked = await linkSourcesToObjects(
		store(),
		{
			id: run.id,
			name: run.name,
			revision,
			radiusArcsec: config.source_association.radius
		},
		await placesOfRun(store(), { runId: run.id, revision })
	);
	signal.throwIfAborted();
	progress(1, STEPS);
	await publishDrafts(storage, run.path, {
		attemptId: attempt.id,
		pairMetrics: config.variability.pair_metrics
	});
	const previous = join(run.path, 'config_prev.yaml');
	await withFile(previous, () => storage.writeAtomically(previous, configText));
	progress(2, STEPS);
	const matches = `${linked.created} new sky objects, ${linked.unsettled} matches to be settled.`;
	await logRun(run, 'publish', `Completed: ${matches}`);
	await completeAttempt(store(), run.id, attempt.id, results);
}

/** Also done by a worker that takes over after the run was completed: until here, nobody else would. */
async function tidyUp({ runId, attempt }: JobOf<'publish'>): Promise<void> {
	const run = await findRun(store(), runId);
	const current = await findAttempt(store(), runId);
	if (run?.status !== 'END' || current?.id !== attempt) return;
	await deleteOtherRevisions(store(), { runId, revision: run.revision });
	await enqueue({ kind: 'rank', runId, attempt });
	await announceStatus(runId, 'END');
}
