import type { CandidateState, Queue } from '#schema/queue.ts';

/**
 * Whether others' votes on a candidate are hidden from somebody who has this vote, or none, in its present round. A quorum
 * that was reached is noted in the state, so that a withdrawn vote does not hide again what everyone has seen.
 */
export function isSealed(
	{ sealing }: Pick<Queue, 'sealing'>,
	{ revealedAt }: Pick<CandidateState, 'revealedAt'>,
	mine: unknown
): boolean {
	if (sealing === 'open' || revealedAt !== null) return false;
	return sealing !== 'blind' || !mine;
}

/** A candidate's state without what a rule read from votes that are sealed from the reader. */
export function stateShown(state: CandidateState, sealed: boolean): CandidateState {
	if (!sealed || state.byId !== null || state.because === null) return state;
	const { kind, round, revealedAt } = state;
	// Where it was sent says how its votes stand; to somebody who is still to vote it is like any other.
	if (kind !== 'retired')
		return { ...state, kind: 'live', as: null, because: null, at: null, round, revealedAt };
	const sentence = `${RETIRED_BY_RULE} The verdict shows when its votes do.`;
	return { ...state, as: null, because: { ...state.because, sentence } };
}

const RETIRED_BY_RULE = 'Retired by a rule of the queue.';
