import type { User } from '#schema/user.ts';
import { candidatesOfQueue } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import type { Opinion } from '../store/opinions.ts';
import { opinionsFor } from './hiddenRepeats.ts';
import { queueOrRefuse } from './queues.ts';
import { votesShownTo } from './revealed.ts';
import { signedIn } from './signedIn.ts';

/** Votes on a queue's candidates that this person may see, in the order of casting. */
export async function queueVotes(user: User | null, queueId: string): Promise<Opinion[]> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const [candidates, opinions] = await Promise.all([
		candidatesOfQueue(store(), queue.id),
		opinionsFor(queue, reader.id)
	]);
	return votesShownTo(reader.id, queue, candidates, opinions);
}
