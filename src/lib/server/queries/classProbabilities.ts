import { countedAs, votable } from '#schema/taxonomy.ts';
import { classPosteriors } from '#science/consensus/classPosteriors.ts';
import { candidatesOfQueue } from '../store/candidates.ts';
import type { Store } from '../store/client.ts';
import { listAllQueues } from '../store/queues.ts';
import { givenVotes } from './givenVotes.ts';
import { opinionsFor } from './hiddenRepeats.ts';
import { votesShownTo } from './revealed.ts';

/** Whom the team's rules look for: votes that are sealed from anybody are sealed from them. */
export const EVERYBODY = '';

/**
 * How probable the class is for each object, by the live posterior of the queue that finds it most probable. Only votes that
 * this person may see count, so that no alert tells of sealed ones.
 */
export async function classProbabilities(
	store: Store,
	{ classKey, userId }: { classKey: string; userId: string }
): Promise<Map<string, number>> {
	const highest = new Map<string, number>();
	for (const queue of await listAllQueues(store)) {
		const classes = votable(queue.taxonomy).map(({ key }) => key);
		const place = classes.indexOf(countedAs(queue.taxonomy, classKey));
		if (place < 0) continue;
		const [candidates, opinions] = await Promise.all([
			candidatesOfQueue(store, queue.id),
			opinionsFor(queue, userId)
		]);
		const visible = votesShownTo(userId, queue, candidates, opinions);
		const { items } = classPosteriors(givenVotes(queue, visible), classes);
		for (const { id, objectId } of candidates) {
			const probability = items.get(id)?.posterior[place];
			if (probability === undefined) continue;
			highest.set(objectId, Math.max(probability, highest.get(objectId) ?? 0));
		}
	}
	return highest;
}
