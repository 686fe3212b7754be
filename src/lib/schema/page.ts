import type { Tag } from './label.ts';
import type { SkyObject, UnsettledMatch } from './source.ts';
import type { SavedQuery } from './savedQuery.ts';
import type { StoredTaxonomy } from './taxonomy.ts';

/** What pages get from server/queries: plain values, no ids of the driver, dates as Date. */

/** A saved query as its list shows it. */
export interface SavedQueryRow extends SavedQuery {
	/** This person is told after each run what fits it. */
	subscribed: boolean;
	allowed: { change: boolean };
}

export interface QueriesPage {
	/** One's own first. */
	queries: SavedQueryRow[];
	/** Completed runs, the latest first. */
	runs: { id: number; name: string }[];
	allowed: { createQueue: boolean };
}

/** A class list in its latest version. */
export interface TaxonomyRow extends StoredTaxonomy {
	/** Queues that work with any version of it. */
	queues: number;
}

export interface TaxonomyPage {
	taxonomy: StoredTaxonomy;
	/** The latest first. */
	versions: Pick<StoredTaxonomy, 'id' | 'version' | 'createdByName' | 'createdAt'>[];
	isLatest: boolean;
	/** Queues that work with this version. */
	queues: { id: string; name: string }[];
	allowed: { define: boolean };
}

export interface TagSuggestion extends Pick<Tag, 'name' | 'description' | 'colour' | 'uses'> {
	/** The synonym by which it was found, when its name is another word. */
	synonym: string | null;
	/** True when the text differs from the tag by more than a prefix: a typo forgiven. */
	approximate: boolean;
}

export interface SettlementRow extends UnsettledMatch {
	objects: {
		id: string;
		name: string;
		ra: number;
		dec: number;
		separationArcsec: number;
		tags: string[];
		votes: number;
		comments: number;
	}[];
	ra: number;
	dec: number;
}

/** A starred object and where it can be looked at. */
export interface FavouriteRow {
	/** The object's. */
	id: string;
	object: SkyObject;
	note: string;
	at: Date;
	tags: string[];
	candidates: { id: string; queueId: string; queueName: string }[];
}
