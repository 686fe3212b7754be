import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { honeypotShown } from '../../queries/honeypots.ts';
import { findCandidate } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';
import { findQueue } from '../../store/queues.ts';

/** Labels given on a candidate's page wait for the vote, with a made event or without. */
export async function refuseUntilVote(user: User, candidateId: string): Promise<void> {
	const candidate = await findCandidate(store(), candidateId);
	const queue = candidate && (await findQueue(store(), candidate.queueId));
	if (!queue || !(await honeypotShown(queue, candidate, user)).untilVote) return;
	throw new Failure(
		'Conflict',
		'This queue has hidden tests: vote first, then comment on the object, tag or mark it.'
	);
}
