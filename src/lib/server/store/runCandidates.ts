import { collection, type Store } from './client.ts';

/** Sources of the candidates of a run's own queue, by rank; at most so many. */
export async function sourcesOfRunQueue(
	store: Store,
	runId: number,
	most: number
): Promise<number[]> {
	const queue = await collection<{ _id: string }>(store, 'queues').findOne(
		{ 'origin.kind': 'ranking', 'origin.runId': runId },
		{ projection: { _id: 1 } }
	);
	if (!queue) return [];
	const found = await collection<{ _id: string; sourceId: number | null }>(store, 'candidates')
		.find({ queueId: queue._id }, { projection: { sourceId: 1 } })
		.sort({ rank: 1 })
		.limit(most)
		.toArray();
	return found.flatMap(({ sourceId }) => (sourceId === null ? [] : [sourceId]));
}
