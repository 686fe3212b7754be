import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import type { Transaction } from '../../store/client.ts';
import { ballotPaper, type BallotPaper } from './ballotPaper.ts';

/** A candidate for its queue's chair, or a curator, to do something with; refused to anybody else. */
export async function chairedCandidate(
	user: User,
	candidateId: string,
	transaction: Transaction
): Promise<BallotPaper> {
	const paper = await ballotPaper({ candidateId }, transaction);
	mayOrRefuse(user, 'chairQueue', { ownerId: paper.queue.chairId });
	return paper;
}
