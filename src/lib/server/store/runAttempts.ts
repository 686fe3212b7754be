import type { Run, RunProgress, RunStatus } from '#schema/run.ts';
import type { Store } from './client.ts';
import { runOf, runs, type RunAttempt, type RunResults } from './runs.ts';

const ACTIVE: RunStatus[] = ['QUE', 'RUN'];
const STARTABLE: { $in: RunStatus[] } = { $in: ['INI', 'END', 'ERR', 'CAN'] };
const active = (runId: number, attemptId: string) => ({
	_id: runId,
	'attempt.id': attemptId,
	status: { $in: ACTIVE }
});

export async function countActiveRuns(store: Store): Promise<number> {
	return runs(store).countDocuments({ status: { $in: ACTIVE } });
}

/** Queues a run for processing; null when it is not in a state to start. */
export async function beginAttempt(
	store: Store,
	runId: number,
	attempt: RunAttempt
): Promise<Run | null> {
	const doc = await runs(store).findOneAndUpdate(
		{ _id: runId, status: STARTABLE },
		{
			$set: {
				status: 'QUE',
				attempt,
				error: null,
				progress: null,
				cancelRequested: false,
				startedAt: null,
				endedAt: null
			}
		},
		{ returnDocument: 'after' }
	);
	return doc && runOf(doc);
}

/** Notes why a run could not be started; one that is under way stays as it is. */
export async function refuseStart(store: Store, runId: number, error: string): Promise<void> {
	await runs(store).updateOne(
		{ _id: runId, status: STARTABLE },
		{ $set: { status: 'ERR', error } }
	);
}

/** The run as long as this attempt is to be worked on; the first job to ask makes a queued run a running one. */
export async function findActiveRun(
	store: Store,
	runId: number,
	attemptId: string
): Promise<{ run: Run; attempt: RunAttempt } | null> {
	await runs(store).updateOne(
		{ ...active(runId, attemptId), status: 'QUE' },
		{ $set: { status: 'RUN', startedAt: new Date() } }
	);
	const doc = await runs(store).findOne(active(runId, attemptId));
	return doc?.attempt ? { run: runOf(doc), attempt: doc.attempt } : null;
}

/** Notes that an image is done; gives how many are. */
export async function noteIngested(
	store: Store,
	{
		runId,
		attemptId,
		index,
		imageId
	}: { runId: number; attemptId: string; index: number; imageId: number }
): Promise<number> {
	const doc = await runs(store).findOneAndUpdate(
		active(runId, attemptId),
		{ $set: { [`attempt.images.${index}`]: imageId } },
		{ returnDocument: 'after', projection: { 'attempt.images': 1 } }
	);
	return Object.keys(doc?.attempt?.images ?? {}).length;
}

/** False when the attempt is to stop: cancelled, failed elsewhere or replaced. */
export async function saveProgress(
	store: Store,
	runId: number,
	attemptId: string,
	progress: RunProgress
): Promise<boolean> {
	const saved = await runs(store).updateOne(
		{ ...active(runId, attemptId), cancelRequested: false },
		{ $set: { progress } }
	);
	return saved.matchedCount > 0;
}

export async function mayGoOn(store: Store, runId: number, attemptId: string): Promise<boolean> {
	const filter = { ...active(runId, attemptId), cancelRequested: false };
	return (await runs(store).countDocuments(filter, { limit: 1 })) > 0;
}

export async function saveResults(
	store: Store,
	runId: number,
	attemptId: string,
	results: RunResults
): Promise<void> {
	await runs(store).updateOne(active(runId, attemptId), { $set: { 'attempt.results': results } });
}

/** Makes the attempt's results the ones that everyone sees, in one write. */
export async function completeAttempt(
	store: Store,
	runId: number,
	attemptId: string,
	{ revision, imageIds, nSources, nSelavyMeasurements, nNewSources }: RunResults
): Promise<Run | null> {
	const doc = await runs(store).findOneAndUpdate(
		active(runId, attemptId),
		[
			{
				$set: {
					status: 'END',
					revision,
					imageIds,
					nImages: imageIds.length,
					nSources,
					nSelavyMeasurements,
					nForcedMeasurements: 0,
					nNewSources,
					epochBased: '$attempt.inputs.epochMode',
					error: null,
					progress: null,
					cancelRequested: false,
					endedAt: '$$NOW',
					publishedAt: '$$NOW'
				}
			}
		],
		{ returnDocument: 'after' }
	);
	return doc && runOf(doc);
}

/** Ends the attempt in ERR or CAN. What the run showed before stays. False when it had ended already. */
export async function stopAttempt(
	store: Store,
	runId: number,
	attemptId: string,
	{ status, error }: { status: 'ERR' | 'CAN'; error: string | null }
): Promise<boolean> {
	const stopped = await runs(store).updateOne(active(runId, attemptId), {
		$set: { status, error, progress: null, cancelRequested: false, endedAt: new Date() }
	});
	return stopped.modifiedCount > 0;
}

export async function requestCancel(store: Store, runId: number): Promise<boolean> {
	const asked = await runs(store).updateOne(
		{ _id: runId, status: { $in: ACTIVE } },
		{ $set: { cancelRequested: true } }
	);
	return asked.matchedCount > 0;
}

export async function findAttempt(store: Store, runId: number): Promise<RunAttempt | null> {
	const doc = await runs(store).findOne({ _id: runId }, { projection: { attempt: 1 } });
	return doc?.attempt ?? null;
}

export async function noteRanked(store: Store, runId: number, attemptId: string): Promise<void> {
	await runs(store).updateOne(
		{ _id: runId, 'attempt.id': attemptId },
		{ $set: { 'attempt.rankedAt': new Date() } }
	);
}

/** Attempts that claim to be under way, for the worker that has to see whether their jobs still exist. */
export async function listActiveAttempts(
	store: Store,
	{ queuedBefore }: { queuedBefore: Date }
): Promise<{ runId: number; attemptId: string }[]> {
	const docs = await runs(store)
		.find(
			{ status: { $in: ACTIVE }, 'attempt.queuedAt': { $lt: queuedBefore } },
			{ projection: { 'attempt.id': 1 } }
		)
		.toArray();
	return docs.flatMap((doc) =>
		doc.attempt ? [{ runId: doc._id, attemptId: doc.attempt.id }] : []
	);
}
