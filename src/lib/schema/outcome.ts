import { z } from 'zod';
import type { Queue } from './queue.ts';
import type { Counted } from './taxonomy.ts';
import type { Vote } from './vote.ts';

/** A vote as it stood when a verdict was reached, or stands now where there is none. */
export type CountedAnswer = Counted<
	Pick<
		Vote,
		'userId' | 'userName' | 'classKey' | 'confidence' | 'probability' | 'note' | 'blind' | 'round'
	> & { at: Date }
>;

/** What became of a candidate, with the votes behind it that this reader may see. */
export interface VerdictRow {
	/** Of the verdict; null for a candidate without one. */
	id: string | null;
	candidateId: string;
	objectId: string;
	name: string;
	/** Degrees. */
	ra: number;
	dec: number;
	rank: number;
	/** standing: it holds. reopened: it held until the candidate was opened again. open: none yet. */
	status: 'standing' | 'reopened' | 'open';
	classKey: string | null;
	/** The class that counts as now, by the queue's present class list. */
	countsAs: string | null;
	taxonomyVersion: number | null;
	round: number;
	ruleId: string | null;
	ruleVersion: number | null;
	sentence: string;
	/** Who decided by hand; null: a rule. */
	byName: string | null;
	at: Date | null;
	reopenedAt: Date | null;
	reopenedBecause: string;
	votes: CountedAnswer[];
}

export interface OutcomePage {
	queue: Queue;
	/** Verdicts that stand, then those that were reopened; the latest first. */
	verdicts: VerdictRow[];
	/** Candidates without a verdict that have votes this reader may see. */
	open: VerdictRow[];
	candidates: number;
	/** How many candidates each standing verdict's class has, as it counts now; '' for those retired without a class. */
	tally: { classKey: string; count: number }[];
	/** What is left out because it is sealed from this reader. */
	sealedVerdicts: number;
	sealedVotes: number;
	/** The columns of the files, for whoever reads them. */
	columns: { name: string; unit: string; description: string }[];
}

export const verdictFormatSchema = z.enum(['csv', 'vot', 'parquet'], {
	error: 'Ask for one of the formats json, csv, vot and parquet.'
});
export type VerdictFormat = z.infer<typeof verdictFormatSchema>;
