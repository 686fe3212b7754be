import type { HoneypotAnswer } from '#schema/honeypot.ts';
import type { Queue } from '#schema/queue.ts';
import type { FirstAnswer } from '#schema/repeat.ts';
import { countedAs } from '#schema/taxonomy.ts';
import type { Vote } from '#schema/vote.ts';

/** What was voted, as an answer to a made event, or to a repeat of what had been answered first. */
export function answerOf(
	cast: Vote,
	{ wanted, taxonomy }: Queue,
	first: FirstAnswer | null
): HoneypotAnswer {
	const { id, queueId, objectId, candidateId, userId } = cast;
	const { classKey, confidence, probability, note, seconds } = cast;
	return {
		...{ id, queueId, objectId, candidateId, userId },
		...{ classKey, confidence, probability, note, seconds },
		found: wanted.includes(countedAs(taxonomy, classKey)),
		first,
		at: cast.createdAt,
		takenBackAt: null
	};
}
