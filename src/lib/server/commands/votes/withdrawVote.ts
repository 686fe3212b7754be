import { Failure } from '#schema/failure.ts';
import { withdrawVoteSchema, type Vote } from '#schema/vote.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { hiddenRepeats } from '../../queries/hiddenRepeats.ts';
import { store } from '../../store/client.ts';
import { deleteVote, findVote } from '../../store/votes.ts';
import type { CommandContext } from '../context.ts';
import { takeBackAnswer } from '../honeypots/takeBackAnswer.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { ballotPaper } from './ballotPaper.ts';
import { ballotOf } from './castVote.ts';
import { announceVoting, recordVote } from './recordVote.ts';

/**
 * Takes this person's vote back (undo), or what they answered to a hidden test since. Its history stays; null when there was
 * none, as far as they are to know. A candidate that was retired with the help of this vote stays so until somebody opens it
 * again.
 */
export async function withdrawVote(context: CommandContext, input: unknown): Promise<Vote | null> {
	const { commandId, candidateId } = parse(withdrawVoteSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'vote');
	const withdrawn = await once(
		context,
		{ command: 'withdrawVote', commandId },
		async (transaction) => {
			const paper = await ballotPaper({ candidateId }, transaction);
			const now = new Date();
			if (paper.queue.deadline !== null && paper.queue.deadline <= now) {
				throw new Failure(
					'Conflict',
					'Voting in this queue has ended: votes stay as they are. Its owner or a curator can move the deadline.'
				);
			}
			const repeats = await hiddenRepeats(paper.queue, user.id, now);
			if (repeats.has(candidateId)) return null;
			const vote = await findVote(store(), ballotOf(paper, user), transaction);
			if (await takeBackAnswer(paper, { user, vote, now }, transaction)) return null;
			if (!vote) return null;
			await deleteVote(store(), vote.id, transaction);
			await recordVote(user, { kind: 'withdrawn', vote, before: vote, at: now }, transaction);
			return vote;
		}
	);
	if (withdrawn) await announceVoting(user, 'vote', withdrawn);
	return withdrawn;
}
