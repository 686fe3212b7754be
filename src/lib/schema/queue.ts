import { z } from 'zod';
import type { Taxonomy } from './taxonomy.ts';

/** open: everyone's votes show at once. blind: others' votes stay sealed until one has voted oneself. */
export const sealingSchema = z.enum(['open', 'blind']);
export type Sealing = z.infer<typeof sealingSchema>;

export const newQueueSchema = z.object({
	name: z.string().trim().min(1, 'Give the queue a name.').max(80),
	description: z.string().trim().max(1000).default(''),
	protocol: z.string().trim().max(4000).default(''),
	sealing: sealingSchema.default('open'),
	opinionsWanted: z.coerce.number().int().min(1).max(20).default(2),
	runId: z.coerce.number().int().positive()
});

/** A queue of candidates. (A BullMQ queue is never called a queue in this code.) */
export interface Queue {
	id: string;
	name: string;
	description: string;
	/** Written rules shown beside the vote buttons. */
	protocol: string;
	sealing: Sealing;
	opinionsWanted: number;
	round: number;
	runId: number;
	taxonomy: Taxonomy;
	createdBy: string | null;
	createdAt: Date;
}

export interface QueueProgress {
	candidates: number;
	/** Candidates with at least `opinionsWanted` votes in the present round. */
	settled: number;
	votes: number;
	/** Candidates this user has voted on. */
	mine: number;
}

/** Why a candidate is here: each reason is a rule with the number that met it. */
export interface Reason {
	rule: 'variable' | 'pair' | 'new' | 'manual';
	text: string;
}

export interface Candidate {
	id: string;
	queueId: string;
	objectId: string;
	/** 1 is the first to look at. */
	rank: number;
	score: number;
	reasons: Reason[];
	/** The source the ranking saw. The page shows the object's source of the latest run. */
	runId: number;
	sourceId: number;
	addedAt: Date;
}

export const CANDIDATE_SORTS = ['rank', 'name', 'eta', 'v', 'maxFlux', 'epochs', 'votes'] as const;

/** The state of a candidate table, as it stands in the URL. */
export const candidateListSchema = z.object({
	sort: z.enum(CANDIDATE_SORTS).catch('rank'),
	order: z.enum(['asc', 'desc']).catch('asc'),
	page: z.coerce.number().int().min(1).catch(1),
	/** all, those without my vote, those with it, or those whose votes disagree. */
	show: z.enum(['all', 'todo', 'done', 'disputed']).catch('all'),
	tag: z.string().max(60).catch('')
});
export type CandidateList = z.infer<typeof candidateListSchema>;
