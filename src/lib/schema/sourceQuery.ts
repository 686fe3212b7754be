import type { JudgedMetrics, Source } from './source.ts';
import type { Cone, SourceField } from './sourceFilter.ts';

/** Which sources: every part is a condition, all of them together. What a page's address, a saved query, an export and the API ask. */
export interface SourceQuery {
	/** Completed runs; 'latest' is whichever completed last. */
	runs: 'latest' | 'all' | number[];
	numbers: NumberRange[];
	/** Within any of these circles. */
	places: AskedPlace[];
	/** Corners in order, degrees ICRS, within half the sky. Empty: anywhere. */
	polygon: { ra: number; dec: number }[];
	/** A MOC as ASCII text (`3/1-5 4/77`) or JSON; '' for anywhere. */
	moc: string;
	tags: { any: string[]; all: string[]; none: string[] };
	/** Verdicts that stand, by class key; NO_VERDICT among them for objects without. */
	verdicts: string[];
	votes: (typeof VOTES_ASKED)[number];
	/** User names: one of these people has voted on it, as far as whoever asks may see votes. */
	votedBy: string[];
	/** Class keys, or answers that name no class: one of those votes, or anybody's, says so. */
	votedAs: string[];
	watch: (typeof WATCH_ASKED)[number];
	watchlistId: string | null;
	counterpart: AskedCounterpart | null;
	/** Forgiving search over names, tags, comments and notes. */
	text: string;
	/** Names (J2000-style, whole or their beginning) or ids of sources: any of them. */
	named: string[];
	measurementId: number | null;
	newOnly: boolean;
	withoutSiblings: boolean;
	/** Numbers as measured, or worked out anew without the images marked bad. */
	basis: Basis;
}
export const BASES = ['all', 'good'] as const;
export type Basis = (typeof BASES)[number];
export const NO_VERDICT = 'none';
export const VOTES_ASKED = ['whatever', 'none', 'mine', 'notMine', 'anybody'] as const;
export const WATCH_ASKED = ['whatever', 'favourite', 'watched'] as const;
export const PLACE_FRAMES = ['icrs', 'fk5', 'galactic'] as const;

/** In the field's own unit (SOURCE_FIELDS); null is unbounded. NaN is in no range. */
export interface NumberRange {
	field: SourceField;
	min: number | null;
	max: number | null;
}

/** A circle as it was asked for: around a position in any form, or around what goes by a name. All of a query share one radius and frame. */
export interface AskedPlace {
	said: string;
	/** What a position is in where it does not say so itself. */
	frame: (typeof PLACE_FRAMES)[number];
	radiusDeg: number;
}

/** Something in a local catalogue within a radius of the source, or nothing. */
export interface AskedCounterpart {
	catalogueId: string;
	radiusArcsec: number;
	isThere: boolean;
}
export const DEFAULT_COUNTERPART_ARCSEC = 10;

/** A circle, with the words it was asked by and what was understood of them. */
export interface Place extends Cone {
	said: string;
	understood: string;
}

/** What is wrong with a question: the name of the form's field and address parameter, and the reason. */
export interface QueryProblem {
	field: string;
	reason: string;
}

export const SORTABLE = ['name', 'ra', 'dec', 'run', 'separation'] as const;
export type SourceSort = SourceField | (typeof SORTABLE)[number];

/** How an answer is shown. */
export interface SourceOrder {
	sort: SourceSort;
	order: 'asc' | 'desc';
	/** From 1. */
	page: number;
	/** Rows to a page. */
	size: (typeof PAGE_SIZES)[number];
}
export const PAGE_SIZES = [25, 50, 100, 250] as const;

/** One row of an answer. */
export interface SourceRow extends Source, JudgedMetrics {
	/** Probability of a scattering event as the model says it; NaN where there is none. */
	eseScore: number;
	runName: string;
	/** Arcsec from the nearest of the places asked for; null when none was. */
	separationArcsec: number | null;
	tags: string[];
	/** Class key of the verdict that stands. */
	verdict: string | null;
	isFavourite: boolean;
}

/** How many sources have a number in each of these bins; what was not measured is in none. */
export interface Histogram {
	field: SourceField;
	/** Equal steps of log₁₀ rather than of the number itself: then all edges are above zero. */
	log: boolean;
	/** One more than there are bins, ascending, in the field's own unit. */
	edges: number[];
	counts: number[];
	/** Sources whose number is in no bin: not measured, or not above zero where the bins are logarithmic. */
	outside: number;
}

/** The page of an address that asks about sources. */
export interface SourcesPage {
	/** What the address asks, as far as it can be read. */
	query: SourceQuery;
	/** The form as it was filled in, mistakes and all. */
	said: QueryDraft;
	problems: QueryProblem[];
	order: SourceOrder;
	/** null: nothing is asked yet, or something is wrong with the question. */
	rows: SourceRow[] | null;
	/** Sources that answer, over all pages. */
	count: number;
	/** Sources of the runs that were asked. */
	total: number;
	/** Of the runs asked about: what would be answered. */
	runNames: string[];
	/** Completed runs, the latest first. */
	runs: { id: number; name: string; nSources: number }[];
	histograms: Histogram[];
	/** The circles with what was understood of each; a place that was not understood is among the problems. */
	places: Place[];
	/** Whether the search engine answered: without it, typos in the text are not forgiven. */
	forgiving: boolean;
	/** What the answer rests on where that is not plain: `2 images left out as bad`. */
	notes: string[];
}

/** A form's fields as they were typed, by what the address calls them. */
export interface QueryDraft {
	/** Ids, 'latest' or 'all'. */
	run: string[];
	/** Of each field whose range is asked about; the distance to the nearest source in `neighbourUnit`. */
	ranges: Partial<Record<SourceField, { min: string; max: string }>>;
	/** One position or name a line. */
	at: string;
	frame: string;
	radius: string;
	radiusUnit: string;
	neighbourUnit: string;
	polygon: string;
	moc: string;
	tagsAny: string;
	tagsAll: string;
	tagsNone: string;
	verdict: string[];
	votes: string;
	votedBy: string;
	votedAs: string[];
	watch: string;
	watchlist: string;
	/** A catalogue's id, or `none:` and it. */
	counterpart: string;
	/** Arcsec. */
	counterpartRadius: string;
	text: string;
	named: string;
	measurement: string;
	newOnly: boolean;
	withoutSiblings: boolean;
	basis: string;
}
