import type { Walk } from '#schema/api/paging.ts';
import { Failure } from '#schema/failure.ts';

/** At the beginning, a page at a time. */
export const BEGINNING: Walk = { after: null, limit: null };

/** Where one is said to be on one's way cannot be found: a row that is gone, or of another list. */
export function lostPlace(): Failure {
	return new Failure('Invalid', 'This row is not in the list (any more). Begin anew.', 'after');
}

/**
 * Rows of a list that is held whole: those behind `after`, or else from row `from` on; as many as the walk takes, or else
 * `size`. `next` names the last of them where more follow.
 */
export function walked<R>(
	rows: readonly R[],
	nameOf: (row: R) => string | number,
	{ after, limit, from, size }: Walk & { from: number; size: number }
): { rows: R[]; next: string | number | null } {
	const start = after === null ? from : placeBehind(rows, nameOf, after);
	const shown = rows.slice(start, start + (limit ?? size));
	const last = shown.at(-1);
	const isMore = start + shown.length < rows.length;
	return { rows: shown, next: last !== undefined && isMore ? nameOf(last) : null };
}

function placeBehind<R>(
	rows: readonly R[],
	nameOf: (row: R) => string | number,
	after: string
): number {
	const place = rows.findIndex((row) => String(nameOf(row)) === after);
	if (place < 0) throw lostPlace();
	return place + 1;
}

/** The number that names a row. */
export function numberNamed(after: string): number {
	const id = Number(after);
	if (/^\d+$/.test(after) && Number.isSafeInteger(id)) return id;
	throw lostPlace();
}
