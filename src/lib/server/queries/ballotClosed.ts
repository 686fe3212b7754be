import type { CandidateState, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { isVoter } from '../auth/voters.ts';

/** Why this person cannot vote on a candidate now, in a sentence; null when they can. The right to vote at all is may()'s. */
export function ballotClosed(
	queue: Pick<Queue, 'voters' | 'deadline'>,
	state: CandidateState,
	user: User,
	now = new Date()
): string | null {
	if (!isVoter(queue, user))
		return 'You are not among those who vote in this queue. Ask its chair or a curator to add you.';
	if (queue.deadline !== null && queue.deadline <= now)
		return `Voting in this queue ended on ${utcMinute(queue.deadline)}. Its owner or a curator can move the deadline.`;
	if (state.kind === 'retired')
		return 'This candidate is retired and takes no more votes. The chair or a curator can open it again.';
	return null;
}

function utcMinute(at: Date): string {
	return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
