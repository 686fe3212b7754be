import type { Queue } from '#schema/queue.ts';
import type { RevealedVote } from '#schema/session.ts';
import { classLabel } from '#schema/taxonomy.ts';
import type { Vote } from '#schema/vote.ts';

/** A vote that everybody may see, as a session shows it and keeps it. */
export function revealedVote({ taxonomy }: Pick<Queue, 'taxonomy'>, vote: Vote): RevealedVote {
	const { userId, userName, classKey, confidence, blind, note } = vote;
	const label = classLabel(taxonomy, classKey);
	return { id: userId, name: userName, classKey, classLabel: label, confidence, blind, note };
}
