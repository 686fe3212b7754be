import type { QueriesPage } from './page.ts';
import type { SavedQuery } from './savedQuery.ts';

/** What the form of the source query offers, and what this person may do with its answer. */
export interface SourceChoices {
	/** Of every class list, once each. */
	classes: { key: string; label: string }[];
	/** This person's own and shared ones. */
	watchlists: { id: string; name: string }[];
	/** Local ones, by name. */
	catalogues: { id: string; name: string }[];
	/** The saved query that the address opens; null for none. */
	opened: OpenedQuery | null;
	allowed: {
		tag: boolean;
		favourite: boolean;
		saveQuery: boolean;
		createQueue: boolean;
	};
}

interface OpenedQuery extends Pick<SavedQuery, 'id' | 'name' | 'shared' | 'ownerName'> {
	/** Its question as an address, to compare with what is asked now. */
	address: string;
	mayChange: boolean;
}

/** The page of saved queries, and what the ids in them stand for. */
export interface SavedQueryList
	extends QueriesPage, Pick<SourceChoices, 'classes' | 'watchlists' | 'catalogues'> {}
