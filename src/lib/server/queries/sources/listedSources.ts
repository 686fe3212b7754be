import { Failure } from '#schema/failure.ts';
import { readSourceOrder } from '#schema/sourceOrder.ts';
import type { QueryProblem, SourceOrder, SourceQuery, SourceRow } from '#schema/sourceQuery.ts';
import { QUERY_PARAMETERS, readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { signedIn } from '../signedIn.ts';
import { answer } from './answer.ts';
import { rankOf, sortedAnswer } from './sorted.ts';
import { sourceRows } from './sourceRows.ts';

const MOST_ROWS = 1000;
const USUAL_ROWS = 100;
const ORDERING = ['sort', 'order', 'page', 'size'] as const;

/** Part of an answer as machines get it. Numbers that were not measured are null in JSON. */
export interface ListedSources {
	count: number;
	rows: SourceRow[];
	/** What `after` is to be for the rows behind these; null when there are none. */
	next: number | null;
}

/**
 * Sources for machines: the parameters of the page, `limit`, and `after` the id of the last row one has. Whoever walks on by
 * `after` meets every source once, however labels change meanwhile.
 */
export async function listedSources(
	user: User | null,
	address: URLSearchParams
): Promise<ListedSources> {
	const reader = signedIn(user);
	const { query, order } = readAsked(address, [...ORDERING, 'limit', 'after']);
	const limit = readWhole(address, 'limit', { usual: order.size, most: MOST_ROWS });
	const after = readWhole(address, 'after', { usual: 0, most: Number.MAX_SAFE_INTEGER });
	const answered = await answer(reader, query);
	const places = await sortedAnswer(answered, order);
	let from = (order.page - 1) * limit;
	if (after > 0) {
		const found = await rankOf(answered, order, after);
		if (!found)
			throw new Failure('Invalid', `Source ${after} belongs to none of these runs.`, 'after');
		from = found.rank + Number(found.isAmong);
	}
	const rows = await sourceRows(reader, answered, places.subarray(from, from + limit));
	const isMore = from + limit < places.length;
	return { count: answered.count, rows, next: isMore ? (rows.at(-1)?.id ?? null) : null };
}

/** The question of an address and its order; refuses what is wrong in it, and parameters it does not know. */
export function readAsked(
	address: URLSearchParams,
	others: readonly string[]
): { query: SourceQuery; order: SourceOrder } {
	const { query, problems } = readSourceQuery(address);
	const order = readSourceOrder(address, (field, reason) => problems.push({ field, reason }));
	const unknown = [...address.keys()].find(
		(name) => !QUERY_PARAMETERS.has(name) && !others.includes(name)
	);
	if (unknown !== undefined) problems.push(unknownParameter(unknown));
	const [problem] = problems;
	if (problem) throw new Failure('Invalid', problem.reason, problem.field);
	// Machines get as many rows as they ask for with `limit`.
	return { query, order: address.has('size') ? order : { ...order, size: USUAL_ROWS } };
}

function unknownParameter(name: string): QueryProblem {
	return { field: name.slice(0, 60), reason: `There is no parameter “${name.slice(0, 60)}”.` };
}

function readWhole(
	address: URLSearchParams,
	name: string,
	{ usual, most }: { usual: number; most: number }
): number {
	const said = address.get(name)?.trim() ?? '';
	if (said === '') return usual;
	const value = Number(said);
	if (/^\d+$/.test(said) && value >= 1 && value <= most) return value;
	throw new Failure('Invalid', `Give a whole number from 1 to ${most}.`, name);
}
