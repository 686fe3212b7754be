import { collection, type Store } from './client.ts';

/** Objects of the candidates of a run's own queue, by rank; those for comparison left out. */
export async function objectsOfRunQueue(store: Store, runId: number): Promise<string[]> {
	const queue = await collection<{ _id: string }>(store, 'queues').findOne(
		{ 'origin.kind': 'ranking', 'origin.runId': runId },
		{ projection: { _id: 1 } }
	);
	if (!queue) return [];
	const found = await collection<{ _id: string; objectId: string }>(store, 'candidates')
		.find(
			{ queueId: queue._id, 'reasons.rule': { $ne: 'comparison' } },
			{ projection: { objectId: 1 } }
		)
		.sort({ rank: 1 })
		.toArray();
	return found.map(({ objectId }) => objectId);
}
