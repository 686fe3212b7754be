/** Where a page of a sorted list of paths begins: behind one, or before one where it ends there, or by its number. */
export interface PathsAsked {
	after: string | null;
	before: string | null;
	page: number;
}

/**
 * The places from `first` to `end` of a sorted list that a page has. What it goes on from need not be in the list (any more):
 * whatever comes or goes meanwhile, nothing else is met twice or left out.
 */
export function partOfPaths(
	paths: readonly string[],
	{ after, before, page }: PathsAsked,
	{ limit, size }: { limit: number; size: number }
): { first: number; end: number } {
	const count = paths.length;
	if (after !== null) {
		const first = orAll(
			paths.findIndex((path) => path > after),
			count
		);
		return { first, end: Math.min(first + limit, count) };
	}
	if (before !== null) {
		const end = orAll(
			paths.findIndex((path) => path >= before),
			count
		);
		return { first: Math.max(end - limit, 0), end };
	}
	const first = Math.min((page - 1) * size, count);
	return { first, end: Math.min(first + limit, count) };
}

function orAll(index: number, count: number): number {
	return index < 0 ? count : index;
}
