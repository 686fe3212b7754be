import type { Queue } from '#schema/queue.ts';
import type { GivenVote } from '#science/consensus/votes.ts';
import type { Opinion } from '../store/opinions.ts';

/**
 * The votes a live posterior counts: blind ones, for only those are independent. In an open queue no vote is blind and all
 * count, or nothing would ever be known there.
 */
export function givenVotes(
	queue: Pick<Queue, 'sealing'>,
	opinions: readonly Opinion[]
): GivenVote[] {
	return opinions.filter(({ blind }) => blind || queue.sealing === 'open').map(givenVote);
}

/** A vote as the statistics take it. */
export function givenVote(vote: Opinion): GivenVote {
	const { candidateId, userId, countsAs, blind, confidence, updatedAt } = vote;
	return {
		item: candidateId,
		person: userId,
		label: countsAs,
		blind,
		confidence,
		time: updatedAt.getTime()
	};
}
