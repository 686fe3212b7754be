/** By field; null means not measured. */
type Numbers = Readonly<Record<string, number | null>>;

export interface Moved {
	field: string;
	/** null: it was not measured then. */
	before: number | null;
	after: number;
}

/** A number that moved by more than this share of what it was is news. */
const NEWS_SHARE = 0.2;

/**
 * Which numbers say something else than before: those that moved by more than a fifth, and those that were not there. One
 * that is no longer measured is no news.
 */
export function movedEvidence(before: Numbers, after: Numbers): Moved[] {
	return Object.entries(after).flatMap(([field, value]) => {
		if (value === null || Number.isNaN(value)) return [];
		const known = before[field] ?? null;
		const was = known === null || Number.isNaN(known) ? null : known;
		if (was !== null && Math.abs(value - was) <= NEWS_SHARE * Math.abs(was)) return [];
		return [{ field, before: was, after: value }];
	});
}
