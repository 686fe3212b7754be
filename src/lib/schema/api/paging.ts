/** Rows of a list that are answered when no `limit` is given, and at most. */
export const USUAL_ROWS = 100;
export const MOST_ROWS = 1000;
