import type { CandidateList } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { candidateOrder } from './candidateOrder.ts';
import { hasNews } from './honeypots.ts';
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
	const order = await candidateOrder(store(), { queue, reader, list });
	return (await serve({ queue, reader, list, order })).next;
}

/** Where a page goes on to after a vote: to the next candidate, but stays where there is something to be told of this one. */
export async function nextAfterVote(
	user: User | null,
	{ queueId, candidateId, list }: { queueId: string; candidateId: string; list: CandidateList }
): Promise<Pick<Served, 'candidateId'> | null> {
	const next = await nextCandidate(user, queueId, list);
	return (await hasNews(signedIn(user), candidateId)) ? { candidateId } : next;
}
