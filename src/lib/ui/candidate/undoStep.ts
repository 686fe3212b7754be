import type { VoteEvent } from '#schema/vote.ts';

type UndoStep = { kind: 'takeBack' } | { kind: 'withdraw' } | { kind: 'recast'; event: VoteEvent };

/**
 * What undoing means after one's own history of the present round (oldest first): the last step taken back; pressed again,
 * taken again. A skip is no vote, so there is nothing of it to take back. An answer to a hidden test is in no history: where it
 * came last, at this time, it is what is taken back.
 */
export function undoStep(
	history: readonly VoteEvent[],
	answeredAt: Date | null = null
): UndoStep | null {
	const own = history.filter(({ kind }) => kind !== 'skipped');
	const last = own.at(-1);
	if (answeredAt !== null && (!last || last.at < answeredAt)) return { kind: 'takeBack' };
	if (!last) return null;
	if (last.kind === 'cast') return { kind: 'withdraw' };
	const before = last.kind === 'withdrawn' ? last : own.at(-2);
	return before ? { kind: 'recast', event: before } : { kind: 'withdraw' };
}
