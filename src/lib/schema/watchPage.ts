import type { AddressProblem } from './readAddress.ts';
import type { SkyObject } from './source.ts';
import type { Watch, Watchlist, WatchlistRow, WatchlistView, WatchRule } from './watch.ts';

/** Where an object can be looked at: as the first candidate that it is of any queue; null when it is in none. */
export interface CandidateLink {
	id: string;
	queueId: string;
}

/** What a label says of how many objects. */
export interface LabelCount {
	kind: 'verdict' | 'tag';
	label: string;
	objects: number;
}

/** What a rule would have done over past runs. */
export interface Backtest {
	/** Of exactly the conditions that were tried. */
	hash: string;
	runs: { runId: number; runName: string; sources: number; fired: number; endedAt: Date | null }[];
	/** Over all runs; an object counts in each run it fires in. */
	fired: number;
	objects: number;
	/** Of the runs that were processed there are more, which were not tried. */
	olderRuns: number;
	top: {
		objectId: string;
		name: string;
		ra: number;
		dec: number;
		reason: string;
		runs: number;
		labels: string[];
		candidate: CandidateLink | null;
	}[];
	labels: LabelCount[];
	/** Objects that fired and that nobody has tagged or given a verdict. */
	unlabelled: number;
	warnings: string[];
}

export interface WatchRow extends Watch {
	object: SkyObject;
	tags: string[];
	candidate: CandidateLink | null;
}

export interface WatchlistRowShown extends WatchlistRow {
	/** The nearest of the objects known there. */
	object: { id: string; name: string } | null;
	candidate: CandidateLink | null;
}

export interface WatchlistPage {
	watchlist: Watchlist;
	rows: WatchlistRowShown[];
	total: number;
	/** How many rows come before those shown. */
	first: number;
	/** Rows that the page before ends before, and that the next one begins behind; null where there is none. */
	earlier: string | null;
	next: string | null;
	view: WatchlistView;
	problems: AddressProblem[];
	allowed: { change: boolean };
}

export interface WatchRuleRow extends WatchRule {
	allowed: { change: boolean };
}
