/**
 * What became of a candidate once: the record that exports and webhooks read. Of a queue whose votes the chair reveals, it
 * stays sealed like the votes it was made of until CandidateState.revealedAt is set.
 */
export interface Verdict {
	id: string;
	candidateId: string;
	objectId: string;
	queueId: string;
	round: number;
	/** null: retired without a class, because the votes point to none. */
	classKey: string | null;
	taxonomyVersion: number;
	/** null: by hand. */
	ruleId: string | null;
	ruleVersion: number | null;
	/** Which numbers met which bounds, or the chair's reason. */
	sentence: string;
	byId: string | null;
	byName: string | null;
	/** The live votes of the round at that moment. */
	voteIds: string[];
	at: Date;
	/** Set when the candidate was opened again: the verdict no longer stands. */
	reopened: { at: Date; byId: string | null; byName: string | null; because: string } | null;
}

export type NewVerdict = Omit<Verdict, 'id' | 'reopened'>;
