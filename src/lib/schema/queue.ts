import { z } from 'zod';
import type { Taxonomy } from './taxonomy.ts';
import type { VettingRule } from './vettingRule.ts';

/**
 * When others' votes show. open: at once. blind: once one has voted oneself. quorum: once as many have voted as the queue
 * wants. chair: once the chair reveals them. What was shown to somebody stays shown to them.
 */
export const SEALINGS = ['open', 'blind', 'quorum', 'chair'] as const;
export const sealingSchema = z.enum(SEALINGS);
export type Sealing = z.infer<typeof sealingSchema>;

/** What a queue was made from. `sources`: rows of a run's sources that a filter keeps. */
export const queueOriginSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('ranking'), runId: z.number().int().positive() }),
	z.object({ kind: z.literal('newSources'), runId: z.number().int().positive() }),
	z.object({ kind: z.literal('savedQuery'), queryId: z.string().min(1).max(64) }),
	z.object({ kind: z.literal('watchRule'), ruleId: z.string().min(1).max(64) }),
	z.object({ kind: z.literal('watchlist'), watchlistId: z.string().min(1).max(64) }),
	z.object({ kind: z.literal('disagreements'), queueId: z.string().min(1).max(64) }),
	z.object({ kind: z.literal('pasted') }),
	z.object({ kind: z.literal('alerts') }),
	z.object({ kind: z.literal('objects') })
]);
export type QueueOrigin = z.infer<typeof queueOriginSchema>;

/** In which order a queue's candidates are worked on (#science/consensus/workOrder). */
export const WORK_ORDERS = [
	'rank',
	'uncertainty',
	'margin',
	'entropy',
	'voteEntropy',
	'bald',
	'information',
	'newest',
	'random'
] as const;
export const workOrderSchema = z.enum(WORK_ORDERS);
export type WorkOrderName = z.infer<typeof workOrderSchema>;

/** Who may vote in a queue, of those whose role may vote at all. null: no limit. */
export const votersSchema = z.object({
	teamId: z.string().max(64).nullable(),
	userIds: z.array(z.string().max(64)).max(200).nullable()
});
export type Voters = z.infer<typeof votersSchema>;

/** A queue of candidates. (A BullMQ queue is never called a queue in this code.) */
export interface Queue {
	id: string;
	name: string;
	description: string;
	/** Written rules shown beside the vote buttons. */
	protocol: string;
	sealing: Sealing;
	opinionsWanted: number;
	/** The round its candidates begin with; each goes on to further rounds by itself (CandidateState.round). */
	round: number;
	/** The run it was filled from; null for queues of objects from anywhere. */
	runId: number | null;
	origin: QueueOrigin;
	taxonomy: Taxonomy;
	/** Classes that are looked for: what `hopeless` and the verdict export ask about. */
	wanted: string[];
	/** Checked in order at every vote, and at new evidence. */
	rules: VettingRule[];
	workOrder: WorkOrderName;
	voters: Voters;
	/** False: while somebody has a candidate open, the others are served another first. */
	overlap: boolean;
	leaseSeconds: number;
	/** Per cent of what a person is served that are to hold a made event; 0: none (schema/honeypot.ts). */
	testShare: number;
	/** Per cent of what a person is served that are to be repeats, where votes are sealed; 0: none (schema/repeat.ts). */
	repeatShare: number;
	/** After it nobody votes here any more. */
	deadline: Date | null;
	/** Who reveals, re-opens and retires by hand, beside curators. */
	chairId: string | null;
	createdBy: string | null;
	createdAt: Date;
}

export interface QueueProgress {
	candidates: number;
	/** Candidates that are retired, or have at least `opinionsWanted` votes in the present round. */
	settled: number;
	votes: number;
	/** Candidates this user has voted on. */
	mine: number;
}

/** Why a candidate is here: each reason is a rule with the number that met it. */
export interface Reason {
	rule:
		| 'ese'
		| 'variable'
		| 'pair'
		| 'new'
		| 'manual'
		| 'query'
		| 'watchRule'
		| 'watchlist'
		| 'alert'
		| 'disagreement'
		| 'position'
		| 'comparison';
	text: string;
}

export interface Candidate {
	id: string;
	queueId: string;
	objectId: string;
	/** 1 is the first to look at. */
	rank: number;
	score: number;
	/** Probability of a scattering event as the model said it when the queue was filled; null or missing where there was none. */
	eseScore?: number | null;
	reasons: Reason[];
	/** The source the ranking saw. The page shows the object's source of the latest run. */
	runId: number | null;
	sourceId: number | null;
	addedAt: Date;
	state: CandidateState;
}

/** What has become of a candidate in its queue. */
export interface CandidateState {
	/** live: to be voted on. routed: live, and waiting for the session or people it was sent to. */
	kind: 'live' | 'routed' | 'retired';
	/** Where it was routed, or the class it was retired as; null for live ones, and when the votes point to none. */
	as: string | null;
	/** The rule that did it, in words; null when nothing has happened yet. */
	because: { ruleId: string; ruleVersion: number; sentence: string } | null;
	/** Who did it, when it was a person. */
	byId: string | null;
	at: Date | null;
	/** The round now voted in, from 1; a second one follows a discussion. */
	round: number;
	/** When the votes of the present round became visible to everyone: by the chair, the quorum, or retirement. */
	revealedAt: Date | null;
	/** The candidate's score when it was retired: evidence that moves far from it opens it again. */
	scoreThen: number | null;
	/** Its ESE probability then, where it had one: what moves is judged by that. */
	eseThen?: number | null;
}
export const NEW_STATE: CandidateState = {
	kind: 'live',
	as: null,
	because: null,
	byId: null,
	at: null,
	round: 1,
	revealedAt: null,
	scoreThen: null
};

export const CANDIDATE_SORTS = ['rank', 'name', 'eta', 'v', 'maxFlux', 'epochs', 'votes'] as const;

/** The state of a candidate table, as it stands in the URL. */
export const candidateListSchema = z.object({
	sort: z.enum(CANDIDATE_SORTS).catch('rank'),
	order: z.enum(['asc', 'desc']).catch('asc'),
	page: z.coerce.number().int().min(1).catch(1),
	/** all, those to vote on still, those with my vote, those whose votes disagree, those retired. */
	show: z.enum(['all', 'todo', 'done', 'disputed', 'retired']).catch('all'),
	tag: z.string().max(60).catch(''),
	/** Tags separated by commas: at least one of them, every one of them, none of them. */
	anyTags: z.string().max(400).catch(''),
	allTags: z.string().max(400).catch(''),
	noTags: z.string().max(400).catch(''),
	/** The session it is looked at in: links within the list stay in it. */
	session: z.string().max(64).catch('')
});
export type CandidateList = z.infer<typeof candidateListSchema>;
