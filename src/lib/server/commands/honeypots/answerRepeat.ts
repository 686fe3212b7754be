import type { Repeat } from '#schema/repeat.ts';
import type { Vote } from '#schema/vote.ts';
import { store, type Transaction } from '../../store/client.ts';
import { insertHoneypotAnswer, isHoneypotAnswer } from '../../store/honeypots.ts';
import { isSkippedRepeat, noteRepeatSkipped } from '../../store/repeats.ts';
import type { BallotPaper } from '../votes/ballotPaper.ts';
import { answerOf } from './answerOf.ts';

/**
 * Keeps a second answer apart from all votes: the first stays the person's vote, and neither history nor audit, whose readers
 * it would tell who is served what again, knows of the second. A skip lets the repeat wait.
 */
export async function answerRepeat(
	{ queue }: BallotPaper,
	{ repeat, cast, first }: { repeat: Repeat; cast: Vote; first: Vote },
	transaction: Transaction
): Promise<void> {
	if (cast.classKey === 'skip') {
		const skipped = { id: cast.id, at: cast.createdAt };
		await noteRepeatSkipped(store(), repeat.id, skipped, transaction);
		return;
	}
	const { classKey, confidence, note, updatedAt: at } = first;
	const answer = answerOf(cast, queue, { classKey, confidence, note, at });
	await insertHoneypotAnswer(store(), answer, transaction);
}

/** Whether what a vote's command answered is no vote, of which nobody else is to hear. */
export async function isKeptApart(id: string): Promise<boolean> {
	return (await isHoneypotAnswer(store(), id)) || (await isSkippedRepeat(store(), id));
}
