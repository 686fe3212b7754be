import type { SourceQuery, SourceRow } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import { signedIn } from '../signedIn.ts';
import { answer, type Answer } from './answer.ts';
import { sortedAnswer, type SortedBy } from './sorted.ts';
import { sourceRows } from './sourceRows.ts';

const BATCH = 1000;

/** Everything that answers a question, in an order, batch by batch: for files. A question that means nothing is refused before the first. */
export async function answeredRows(
	user: User | null,
	query: SourceQuery,
	order: SortedBy
): Promise<{ answered: Answer; batches: AsyncIterable<SourceRow[]> }> {
	const reader = signedIn(user);
	const answered = await answer(reader, query);
	const sorted = await sortedAnswer(answered, order);
	async function* batches() {
		for (let from = 0; from < sorted.order.length; from += BATCH)
			yield await sourceRows(reader, answered, sorted.order.subarray(from, from + BATCH));
	}
	return { answered, batches: batches() };
}
