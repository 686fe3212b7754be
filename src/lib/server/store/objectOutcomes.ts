import type { Queue } from '#schema/queue.ts';
import { countedAs } from '#schema/taxonomy.ts';
import type { Verdict } from '#schema/verdict.ts';
import { collection, type Store, type Stored } from './client.ts';

/**
 * The classes that standing verdicts give objects, as they count now, each once per object. Left out is what votes led to that
 * are not revealed to everybody: these words are read by everybody. What a person decided by hand is theirs to show.
 */
export async function outcomesOfObjects(
	store: Store,
	objectIds: string[]
): Promise<{ objectId: string; classKey: string }[]> {
	if (objectIds.length === 0) return [];
	const verdicts = await collection<Stored<Verdict>>(store, 'verdicts')
		.find({ objectId: { $in: objectIds }, reopened: null, classKey: { $ne: null } })
		.project<Pick<Verdict, 'objectId' | 'classKey' | 'queueId' | 'candidateId' | 'byId'>>({
			_id: 0,
			objectId: 1,
			classKey: 1,
			queueId: 1,
			candidateId: 1,
			byId: 1
		})
		.toArray();
	const queues = await queuesOf(store, verdicts);
	const open = new Set([...queues.values()].filter(isOpen).map(({ _id }) => _id));
	const byVotes = verdicts.filter(({ byId, queueId }) => byId === null && !open.has(queueId));
	const unrevealed = await unrevealedAmong(store, byVotes);
	const found = new Map<string, { objectId: string; classKey: string }>();
	for (const { objectId, classKey, candidateId, queueId, byId } of verdicts) {
		if (classKey === null || (byId === null && unrevealed.has(candidateId))) continue;
		const queue = queues.get(queueId);
		const now = queue ? countedAs(queue.taxonomy, classKey) : classKey;
		found.set(`${objectId} ${now}`, { objectId, classKey: now });
	}
	return [...found.values()];
}

async function queuesOf(store: Store, verdicts: Pick<Verdict, 'queueId'>[]) {
	const queues = await collection<Stored<Queue>>(store, 'queues')
		.find({ _id: { $in: [...new Set(verdicts.map(({ queueId }) => queueId))] } })
		.project<Pick<Stored<Queue>, '_id' | 'sealing' | 'taxonomy'>>({ sealing: 1, taxonomy: 1 })
		.toArray();
	return new Map(queues.map((queue) => [queue._id, queue]));
}

const isOpen = ({ sealing }: Pick<Queue, 'sealing'>) => sealing === 'open';

async function unrevealedAmong(
	store: Store,
	verdicts: Pick<Verdict, 'candidateId'>[]
): Promise<Set<string>> {
	const ids = verdicts.map(({ candidateId }) => candidateId);
	if (ids.length === 0) return new Set();
	return new Set(
		await collection<{ _id: string }>(store, 'candidates').distinct('_id', {
			_id: { $in: ids },
			'state.revealedAt': null
		})
	);
}
