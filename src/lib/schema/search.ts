/** What can be searched for. */
export const SEARCH_KINDS = ['object', 'tag', 'comment', 'note'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Something with words in it, as the search sees it. `name` counts for more than `text`. */
export interface SearchEntry {
	kind: SearchKind;
	/** Id of the object or comment, name of the tag, room of the notes. */
	key: string;
	name: string;
	text: string;
	/** The object it is on or about, where it is about one. */
	objectId: string | null;
	/** Another thing it is about: a comment on a run. */
	target: { kind: string; id: string } | null;
	byName: string | null;
	at: Date | null;
	/** How often it is used: more comes first. */
	uses: number;
}

/** A piece of a text; `marked` where it is what was searched for. Shown as text, never as HTML. */
export interface Segment {
	text: string;
	marked: boolean;
}

export interface SearchHit {
	kind: SearchKind;
	key: string;
	title: Segment[];
	/** The words around what was found; empty when the title says it all. */
	excerpt: Segment[];
	/** Where it can be looked at; null when no page shows it. */
	href: string | null;
	/** On what it stands: name of the object, the run. */
	about: string | null;
	byName: string | null;
	at: Date | null;
	/** Whether it resembles what was typed rather than containing it. */
	approximate: boolean;
}

export interface SearchResults {
	text: string;
	groups: { kind: SearchKind; hits: SearchHit[]; more: boolean }[];
	/** Whether the search engine answered: without it, typos are not forgiven. */
	forgiving: boolean;
}
