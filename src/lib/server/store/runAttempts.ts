import type { Run, RunProgress, RunStatus, SpentMs } from '#schema/run.ts';
import type { Store } from './client.ts';
import { runOf, runs, type Publication, type RunAttempt, type RunResults } from './runs.ts';

const ACTIVE: RunStatus[] = ['QUE', 'RUN'];
const STARTABLE: { $in: RunStatus[] } = { $in: ['INI', 'END', 'ERR', 'CAN'] };
const active = (runId: number, attemptId: string) => ({
	_id: runId,
	'attempt.id': attemptId,
	status: { $in: ACTIVE }
});

/** Runs under way; those that one person started, when given. */
export async function countActiveRuns(store: Store, startedById?: string): Promise<number> {
	const own = startedById === undefined ? {} : { 'attempt.startedById': startedById };
	return runs(store).countDocuments({ status: { $in: ACTIVE }, ...own });
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
				spentMs: {},
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

/** A run that has nothing to do shows what it showed: complete, whatever stopped its last attempt. */
export async function leaveAsItIs(store: Store, runId: number): Promise<Run | null> {
	const doc = await runs(store).findOneAndUpdate(
		{ _id: runId, status: STARTABLE, revision: { $gt: 0 } },
		{ $set: { status: 'END', error: null } },
		{ returnDocument: 'after' }
	);
	return doc && runOf(doc);
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

/** Notes that an image is done, and what its time went to; gives how many are. */
export async function noteIngested(
	store: Store,
	{
		runId,
		attemptId,
		index,
		imageId,
		spentMs
	}: { runId: number; attemptId: string; index: number; imageId: number; spentMs: SpentMs }
): Promise<number> {
	const doc = await runs(store).findOneAndUpdate(
		active(runId, attemptId),
		{ $set: { [`attempt.images.${index}`]: imageId }, ...addedTo(spentMs) },
		{ returnDocument: 'after', projection: { 'attempt.images': 1 } }
	);
	return Object.keys(doc?.attempt?.images ?? {}).length;
}

function addedTo(spentMs: SpentMs): { $inc?: Record<string, number> } {
	const steps = Object.entries(spentMs).map(([step, ms]) => [`spentMs.${step}`, ms] as const);
	return steps.length ? { $inc: Object.fromEntries(steps) } : {};
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
	results: RunResults,
	spentMs: SpentMs
): Promise<void> {
	await runs(store).updateOne(active(runId, attemptId), {
		$set: { 'attempt.results': results },
		...addedTo(spentMs)
	});
}

/** Notes which files the attempt is about to put in place of which. */
export async function savePublication(
	store: Store,
	runId: number,
	attemptId: string,
	publication: Publication
): Promise<void> {
	const set = { $set: { 'attempt.publication': publication } };
	await runs(store).updateOne(active(runId, attemptId), set);
}

/** What was shown until now, for one step back. */
const PREVIOUS = {
	revision: '$revision',
	imageIds: '$imageIds',
	nSources: '$nSources',
	nSelavyMeasurements: '$nSelavyMeasurements',
	nForcedMeasurements: '$nForcedMeasurements',
	nNewSources: '$nNewSources',
	softwareVersion: '$softwareVersion',
	epochBased: '$epochBased',
	basis: '$basis',
	endedAt: '$publishedAt',
	publishedAt: '$publishedAt',
	files: '$attempt.publication.replaced'
};

/** Makes the attempt's results the ones that everyone sees, in one write. */
export async function completeAttempt(
	store: Store,
	runId: number,
	attemptId: string,
	results: RunResults
): Promise<Run | null> {
	const doc = await runs(store).findOneAndUpdate(
		active(runId, attemptId),
		[
			{
				$set: {
					...results,
					status: 'END',
					latestRevision: results.revision,
					nImages: results.imageIds.length,
					epochBased: '$attempt.inputs.epochMode',
					basis: {
						config: '$attempt.config',
						configText: '$attempt.configText',
						inputs: '$attempt.inputs'
					},
					previous: { $cond: [{ $eq: ['$attempt.mode', 'add'] }, PREVIOUS, null] },
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
