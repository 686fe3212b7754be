import type { HoneypotAnswer } from '#schema/honeypot.ts';
import type { Queue } from '#schema/queue.ts';
import { countedAs } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import type { Vote } from '#schema/vote.ts';
import { maskOn } from '../../queries/honeypots.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findHoneypotAnswer, insertHoneypotAnswer, noteTakenBack } from '../../store/honeypots.ts';
import type { BallotPaper } from '../votes/ballotPaper.ts';

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
	await insertHoneypotAnswer(store(), answerOf(cast, queue), transaction);
	return true;
}

/** Notes that somebody takes back what they said of a made event; it still counts, for they know by now. */
export async function takeBackAnswer(
	{ candidate, queue }: BallotPaper,
	{ user, now }: { user: User; now: Date },
	transaction: Transaction
): Promise<void> {
	const of = { queueId: queue.id, objectId: candidate.objectId, userId: user.id };
	const answer = await findHoneypotAnswer(store(), of, transaction);
	if (answer?.takenBackAt === null) await noteTakenBack(store(), answer.id, now, transaction);
}

function answerOf(cast: Vote, { wanted, taxonomy }: Queue): HoneypotAnswer {
	const { id, queueId, objectId, candidateId, userId } = cast;
	const { classKey, confidence, probability, note, seconds } = cast;
	return {
		...{ id, queueId, objectId, candidateId, userId },
		...{ classKey, confidence, probability, note, seconds },
		found: wanted.includes(countedAs(taxonomy, classKey)),
		at: cast.createdAt,
		takenBackAt: null
	};
}
