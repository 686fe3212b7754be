/** Rows of a list that are answered when no `limit` is given, and at most. */
export const USUAL_ROWS = 100;
export const MOST_ROWS = 1000;

/** How far a program is on its way through a table. */
export interface Walk {
	/** Id of the last row it has; null at the beginning. */
	after: string | null;
	/** Rows that it takes at a time; null: as many as a page has. */
	limit: number | null;
}
