import type { CandidateState } from '#schema/queue.ts';
import { collection, type Store } from './client.ts';

export type StateCounts = Record<CandidateState['kind'], number>;
export const NO_CANDIDATES: StateCounts = { live: 0, routed: 0, retired: 0 };

/** How many candidates of each queue are live, routed and retired. */
export async function countStates(
	store: Store,
	queueIds: string[]
): Promise<Map<string, StateCounts>> {
	const counts = await collection(store, 'candidates')
		.aggregate<{ _id: { queueId: string; kind: CandidateState['kind'] }; n: number }>([
			{ $match: { queueId: { $in: queueIds } } },
			{ $group: { _id: { queueId: '$queueId', kind: '$state.kind' }, n: { $sum: 1 } } }
		])
		.toArray();
	const byQueue = new Map<string, StateCounts>();
	for (const { _id, n } of counts) {
		const states = byQueue.get(_id.queueId) ?? NO_CANDIDATES;
		byQueue.set(_id.queueId, { ...states, [_id.kind]: n });
	}
	return byQueue;
}
