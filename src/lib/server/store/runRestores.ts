import type { Run } from '#schema/run.ts';
import type { Store } from './client.ts';
import { runOf, runs, type RunDoc } from './runs.ts';

const RESULTS = [
	'revision',
	'imageIds',
	'nSources',
	'nSelavyMeasurements',
	'nForcedMeasurements',
	'nNewSources',
	'softwareVersion',
	'epochBased',
	'basis',
	'endedAt',
	'publishedAt'
] as const;

/** Takes a run to be restored; null when it is in no state for that. A restore broken off before is taken up. */
export async function beginRestore(store: Store, runId: number): Promise<RunDoc | null> {
	return runs(store).findOneAndUpdate(
		{ _id: runId, status: { $in: ['END', 'ERR', 'CAN', 'RES'] } },
		[
			{
				$set: {
					status: 'RES',
					restore: { $ifNull: ['$restore', { statusBefore: '$status', files: null }] }
				}
			}
		],
		{ returnDocument: 'after' }
	);
}

/** Puts the status back; only possible as long as nothing else has been. */
export async function abandonRestore(store: Store, runId: number): Promise<void> {
	await runs(store).updateOne({ _id: runId, status: 'RES', 'restore.files': null }, [
		{ $set: { status: '$restore.statusBefore', restore: null } }
	]);
}

/** Shows the results from before images were added, in one write; the files are still to follow. */
export async function goBack(store: Store, runId: number): Promise<RunDoc | null> {
	const before = Object.fromEntries(RESULTS.map((key) => [key, `$previous.${key}`]));
	return runs(store).findOneAndUpdate(
		{ _id: runId, status: 'RES', 'previous.revision': { $exists: true } },
		[
			{
				$set: {
					...before,
					nImages: { $size: '$previous.imageIds' },
					startedAt: null,
					restore: { statusBefore: '$restore.statusBefore', files: '$previous.files' },
					previous: null
				}
			}
		],
		{ returnDocument: 'after' }
	);
}

export async function completeRestore(store: Store, runId: number): Promise<Run | null> {
	const doc = await runs(store).findOneAndUpdate(
		{ _id: runId, status: 'RES' },
		{ $set: { status: 'END', restore: null, error: null, progress: null } },
		{ returnDocument: 'after' }
	);
	return doc && runOf(doc);
}

/** Notes that the files could not follow; restoring again goes on with them. */
export async function failRestore(store: Store, runId: number, error: string): Promise<void> {
	await runs(store).updateOne({ _id: runId, status: 'RES' }, { $set: { status: 'ERR', error } });
}

/** Runs that claim to be restored just now. */
export async function listRestores(store: Store): Promise<number[]> {
	const docs = await runs(store)
		.find({ status: 'RES' }, { projection: { _id: 1 } })
		.toArray();
	return docs.map((doc) => doc._id);
}
