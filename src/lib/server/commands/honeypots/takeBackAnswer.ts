import type { User } from '#schema/user.ts';
import type { Vote } from '#schema/vote.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findHoneypotAnswer, noteTakenBack } from '../../store/honeypots.ts';
import type { BallotPaper } from '../votes/ballotPaper.ts';

/**
 * Notes that somebody takes back what they said of a made event or a repeat, where that is the last they said; it still counts,
 * for they know by now.
 * @returns Whether there was such an answer
 */
export async function takeBackAnswer(
	{ candidate, queue }: BallotPaper,
	{ user, vote, now }: { user: User; vote: Vote | null; now: Date },
	transaction: Transaction
): Promise<boolean> {
	const of = { queueId: queue.id, objectId: candidate.objectId, userId: user.id };
	const answer = await findHoneypotAnswer(store(), of, transaction);
	if (!answer || answer.takenBackAt !== null) return false;
	if (vote !== null && vote.updatedAt > answer.at) return false;
	await noteTakenBack(store(), answer.id, now, transaction);
	return true;
}
