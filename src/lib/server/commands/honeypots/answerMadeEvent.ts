import type { User } from '#schema/user.ts';
import type { Vote } from '#schema/vote.ts';
import { maskOn } from '../../queries/honeypots.ts';
import { store, type Transaction } from '../../store/client.ts';
import { insertHoneypotAnswer } from '../../store/honeypots.ts';
import type { BallotPaper } from '../votes/ballotPaper.ts';
import { answerOf } from './answerOf.ts';

/**
 * Keeps a vote on a light curve with a made event apart from all votes, and out of every history and the audit, whose readers it would
 * tell where made events are; the answer itself is never changed. False where this person sees the candidate as it is.
 */
export async function answerMadeEvent(
	{ candidate, queue }: BallotPaper,
	{ user, cast }: { user: User; cast: Vote },
	transaction: Transaction
): Promise<boolean> {
	if ((await maskOn(queue, candidate.id, user)) === null) return false;
	await insertHoneypotAnswer(store(), answerOf(cast, queue, null), transaction);
	return true;
}
