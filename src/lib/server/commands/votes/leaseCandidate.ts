import { Failure } from '#schema/failure.ts';
import type { Lease } from '#schema/lease.ts';
import type { User } from '#schema/user.ts';
import { may } from '../../auth/may.ts';
import { isVoter } from '../../auth/voters.ts';
import { announce } from '../../jobs/announce.ts';
import { findCandidate } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';
import { leasesOfOthers, releaseLease, takeLease } from '../../store/leases.ts';
import { findQueue } from '../../store/queues.ts';
import type { CommandContext } from '../context.ts';

/**
 * Says that this person is looking at a candidate now, for as long as the queue's lease lasts; answers who else is. It keeps
 * nobody from voting, and leaves no record: sent again it is renewed. Who could not vote here holds nobody up.
 */
export async function leaseCandidate(
	{ user }: CommandContext,
	candidateId: string
): Promise<{ others: Lease[]; seconds: number }> {
	const candidate = await findCandidate(store(), candidateId);
	const queue = candidate && (await findQueue(store(), candidate.queueId));
	if (!queue) throw new Failure('NotFound', 'This candidate is not in any queue (any more).');
	const seconds = queue.leaseSeconds;
	if (may(user, 'vote') && isVoter(queue, user)) {
		const who = { userId: user.id, userName: user.displayName };
		const isNew = await takeLease(store(), { queueId: queue.id, candidateId, ...who, seconds });
		if (isNew) await tell(user, candidate.objectId);
	}
	const others = await leasesOfOthers(store(), { queueId: queue.id, userId: user.id });
	return { others: others.get(candidateId) ?? [], seconds };
}

/** Says that this person looks elsewhere now. */
export async function leaveCandidate({ user }: CommandContext, candidateId: string): Promise<void> {
	const wasHeld = await releaseLease(store(), { candidateId, userId: user.id });
	const candidate = wasHeld ? await findCandidate(store(), candidateId) : null;
	if (candidate) await tell(user, candidate.objectId);
}

async function tell(user: User, objectId: string): Promise<void> {
	const by = { byId: user.id, byName: user.displayName };
	await announce({ topic: `object-${objectId}`, kind: 'lease', ...by });
}
