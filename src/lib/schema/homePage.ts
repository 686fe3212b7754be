import type { SEVERITIES } from './alert.ts';
import type { Notification } from './notification.ts';
import type { Run } from './run.ts';

/** A run as home lists it. */
export type HomeRun = Pick<
	Run,
	| 'id'
	| 'name'
	| 'status'
	| 'progress'
	| 'error'
	| 'cancelRequested'
	| 'revision'
	| 'nImages'
	| 'nSources'
	| 'nNewSources'
	| 'createdAt'
	| 'startedAt'
	| 'endedAt'
>;

/** A queue that this person votes in. */
export interface HomeQueue {
	id: string;
	name: string;
	/** Candidates that take votes, and how many of all this person has voted on. */
	live: number;
	mine: number;
	/** To vote on, for this person. */
	left: number;
	deadline: Date | null;
}

export interface HomeComment {
	id: string;
	authorName: string;
	/** Its beginning, plain text. */
	text: string;
	/** What it is about: `run “SB1”`. */
	about: string;
	href: string;
	at: Date;
}

/** What changed after a moment, as far as this person may know. */
export interface HomeNews {
	runs: { id: number; name: string; nSources: number; nNewSources: number; endedAt: Date }[];
	candidates: { queueId: string; queueName: string; count: number }[];
	/** Candidates decided; how is in the queue's outcome, for whom it is open. */
	verdicts: { queueId: string; queueName: string; count: number }[];
	alerts: { severity: (typeof SEVERITIES)[number]; count: number }[];
	/** Of this person's: mentions, answers, what their watches and lists found. */
	notifications: Notification[];
	favourites: { id: string; name: string; runName: string; sourceId: number }[];
}

export interface HomePage {
	/** When this person was here before; null the first time: then the news are of the last week. */
	since: Date | null;
	news: HomeNews;
	runs: HomeRun[];
	nRuns: number;
	/** Of all queues with something to vote on, those that matter first. */
	queues: HomeQueue[];
	/** Candidates to vote on, over all queues. */
	nToDo: number;
	/** Those with nothing left to vote on. */
	nQueuesDone: number;
	comments: HomeComment[];
	counts: { images: number; objects: number; sources: number };
}
