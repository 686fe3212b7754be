import type { Run } from '#schema/run.ts';
import type { Store } from './client.ts';
import { runOf, runs } from './runs.ts';

/** How long a run's latest attempt took from its start to its candidates. */
export interface RunLatency {
	runId: number;
	name: string;
	nImages: number;
	queuedAt: Date;
	rankedAt: Date;
}

/** Of runs whose candidates came since then, the latest first. */
export async function runLatencies(store: Store, since: Date): Promise<RunLatency[]> {
	const docs = await runs(store)
		.find(
			{ 'attempt.rankedAt': { $gte: since } },
			{
				projection: { name: 1, nImages: 1, 'attempt.queuedAt': 1, 'attempt.rankedAt': 1 }
			}
		)
		.sort({ 'attempt.rankedAt': -1 })
		.limit(500)
		.toArray();
	return docs.flatMap(({ _id: runId, name, nImages, attempt }) =>
		attempt?.rankedAt
			? [{ runId, name, nImages, queuedAt: attempt.queuedAt, rankedAt: attempt.rankedAt }]
			: []
	);
}

/** Runs that are being processed, wait for a worker, or are restored or deleted. */
export async function runsUnderWay(store: Store): Promise<Run[]> {
	const docs = await runs(store)
		.find(
			{ status: { $in: ['QUE', 'RUN', 'RES', 'DEL'] } },
			{ projection: { attempt: 0, basis: 0, previous: 0, restore: 0 } }
		)
		.sort({ _id: -1 })
		.limit(100)
		.toArray();
	return docs.map(runOf);
}

/** Runs that stand in error, the latest first. */
export async function runsInError(
	store: Store
): Promise<{ id: number; name: string; error: string }[]> {
	const docs = await runs(store)
		.find({ status: 'ERR' }, { projection: { name: 1, error: 1 } })
		.sort({ endedAt: -1, _id: -1 })
		.limit(50)
		.toArray();
	return docs.map(({ _id: id, name, error }) => ({ id, name, error: error ?? '' }));
}

/** Names by id; ids of runs that are gone are left out. */
export async function runNames(store: Store, ids: number[]): Promise<Map<number, string>> {
	const docs = await runs(store)
		.find({ _id: { $in: ids } }, { projection: { name: 1 } })
		.toArray();
	return new Map(docs.map(({ _id, name }) => [_id, name]));
}
