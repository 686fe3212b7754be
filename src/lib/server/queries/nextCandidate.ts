import type { CandidateList } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { candidateOrder } from './candidateOrder.ts';
import { queueOrRefuse } from './queues.ts';
import { serve, type Served } from './serving.ts';
import { signedIn } from './signedIn.ts';

/** The candidate this person is to look at next; null when nothing is left for them, or the queue takes no votes of theirs. */
export async function nextCandidate(
	user: User | null,
	queueId: string,
	list: CandidateList
): Promise<Served | null> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const order = await candidateOrder(store(), { queue, userId: reader.id, list });
	return (await serve({ queue, reader, list, order })).next;
}
