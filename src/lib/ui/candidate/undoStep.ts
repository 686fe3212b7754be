import type { VoteEvent } from '#schema/vote.ts';

type UndoStep = { kind: 'withdraw' } | { kind: 'recast'; event: VoteEvent };

/**
 * What undoing means after one's own history of the present round (oldest first): the last step taken back; pressed again,
 * taken again. A skip is no vote, so there is nothing of it to take back.
 */
export function undoStep(history: readonly VoteEvent[]): UndoStep | null {
	const own = history.filter(({ kind }) => kind !== 'skipped');
	const last = own.at(-1);
	if (!last) return null;
	if (last.kind === 'cast') return { kind: 'withdraw' };
	const before = last.kind === 'withdrawn' ? last : own.at(-2);
	return before ? { kind: 'recast', event: before } : { kind: 'withdraw' };
}
