import type { CandidateList, CandidateState, Queue, QueueProgress, Reason } from './queue.ts';
import type { StoredTaxonomy } from './taxonomy.ts';
import type { LostClass } from './taxonomyMove.ts';

/** What the pages of queues get from server/queries. */

export interface QueueSummary {
	queue: Queue;
	made: QueueMade;
	progress: QueueProgress;
	/** Candidates to vote on, waiting for whom they were sent to, and retired. */
	states: { live: number; routed: number; retired: number };
	chairName: string | null;
}

/** What a queue was made from: `what stands out in run SB1`. */
export interface QueueMade {
	text: string;
	href: string | null;
}

/** One person's share of a queue's present rounds. */
export interface PersonProgress {
	/** The user's. */
	id: string;
	name: string;
	/** For a class, and those that are sealed from the reader, whatever they say. */
	votes: number;
	/** Unsure, or more data wanted, as far as the reader may see. */
	withoutClass: number;
	/** From the candidate being shown to the vote; null when no page measured it. */
	medianSeconds: number | null;
	lastAt: Date;
}

export interface QueueSettingsPage {
	queue: Queue;
	choices: QueueChoices;
	/** The class list it might be moved to, and the classes in use that it lacks; null when none was chosen. */
	move: { target: StoredTaxonomy; lost: LostClass[] } | null;
}

/** What a queue can be made from, and what its settings choose among. */
export interface QueueChoices {
	runs: { id: number; name: string; nSources: number; nNewSources: number }[];
	savedQueries: { id: string; name: string }[];
	watchRules: { id: string; name: string }[];
	watchlists: { id: string; name: string; nRows: number }[];
	queues: { id: string; name: string }[];
	people: { id: string; name: string; mayVote: boolean }[];
	teams: { id: string; name: string }[];
	/** Every version, the latest of each name first. */
	taxonomies: StoredTaxonomy[];
}

/** One row of a queue's candidate table. */
export interface CandidateRow {
	id: string;
	objectId: string;
	rank: number;
	score: number;
	name: string;
	ra: number;
	dec: number;
	reasons: Reason[];
	etaPeak: number | null;
	vPeak: number | null;
	maxFluxPeak: number | null;
	nMeas: number | null;
	tags: string[];
	votes: number;
	/** Class key of this user's vote. */
	mine: string | null;
	/** Votes per class; null while sealed from this user. */
	tally: Record<string, number> | null;
	unsettled: boolean;
	/** What has become of it; why stands on its page. */
	state: Pick<CandidateState, 'kind' | 'as'>;
}

export interface QueuePage extends QueueSummary {
	list: CandidateList;
	rows: CandidateRow[];
	/** Rows that the filter keeps, over all pages. */
	total: number;
	pageSize: number;
	people: PersonProgress[];
	/** What this user may do with the queue itself. */
	allowed: { change: boolean; create: boolean; tag: boolean };
	/** Where `start vetting` leads: the first candidate of the list this user has not voted on. */
	nextTodoId: string | null;
	/** The last of the rows, where more follow. */
	next: string | null;
}
