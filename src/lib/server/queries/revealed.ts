import type { CandidateState, Queue } from '#schema/queue.ts';
import type { Opinion } from '../store/opinions.ts';
import { isSealed } from './sealing.ts';

interface Sealable {
	id: string;
	state: CandidateState;
}

/**
 * The votes that this person may see, of those on the candidates given. One rule for every statistic: what is not among them
 * enters no number, no order and no file that the person gets. Earlier rounds were revealed before the present one began.
 */
export function votesShownTo<
	V extends Pick<Opinion, 'candidateId' | 'userId' | 'round' | 'classKey'>
>(
	userId: string,
	queue: Pick<Queue, 'sealing'>,
	candidates: readonly Sealable[],
	votes: readonly V[]
): V[] {
	const states = new Map(candidates.map(({ id, state }) => [id, state]));
	const votedOn = new Set<string>();
	for (const vote of votes) {
		const isOwn = vote.userId === userId && vote.round === states.get(vote.candidateId)?.round;
		if (isOwn) votedOn.add(vote.candidateId);
	}
	return votes.filter(({ candidateId, round }) => {
		const state = states.get(candidateId);
		if (!state) return false;
		return round < state.round || !isSealed(queue, state, votedOn.has(candidateId));
	});
}
