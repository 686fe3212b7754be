import type { Queue } from '#schema/queue.ts';
import { routedBySealedVotes } from '../store/candidateStates.ts';
import { store } from '../store/client.ts';
import { countStates, type StateCounts } from '../store/stateCounts.ts';
import { votedOnNow } from '../store/votes.ts';
import { isSealed } from './sealing.ts';

/**
 * How many candidates of each queue are live, routed and retired, as this person may know: what sealed votes routed is live to
 * them. `hidden`: candidates on which their own vote is not to count.
 */
export async function statesShown(
	queues: readonly Pick<Queue, 'id' | 'sealing'>[],
	{ userId, hidden }: { userId: string; hidden: readonly string[] }
): Promise<Map<string, StateCounts>> {
	const ids = queues.map(({ id }) => id);
	const [counts, routed] = await Promise.all([
		countStates(store(), ids),
		routedBySealedVotes(store(), ids)
	]);
	if (routed.length === 0) return counts;
	const mine = await votedOnNow(store(), userId, routed);
	for (const id of hidden) mine.delete(id);
	const sealings = new Map(queues.map((queue) => [queue.id, queue]));
	for (const { id, queueId, state } of routed) {
		const queue = sealings.get(queueId);
		const count = counts.get(queueId);
		if (!queue || !count || !isSealed(queue, state, mine.has(id))) continue;
		counts.set(queueId, { ...count, routed: count.routed - 1, live: count.live + 1 });
	}
	return counts;
}
