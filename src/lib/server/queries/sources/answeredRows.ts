import type { SourceQuery, SourceRow } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import { signedIn } from '../signedIn.ts';
import { answer, type Answer } from './answer.ts';
import { sortedAnswer, type SortedBy } from './sorted.ts';
import { rowsReader } from './sourceRows.ts';

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
	const read = rowsReader(reader, answered);
	async function* batches() {
		const readFrom = (from: number) => ready(read(sorted.subarray(from, from + BATCH)));
		let next = readFrom(0);
		for (let from = 0; from < sorted.length; from += BATCH) {
			const rows = await next;
			// Read while these are written.
			next = readFrom(from + BATCH);
			yield rows;
		}
	}
	return { answered, batches: batches() };
}

/** A failure is met when the rows are taken: nobody may ever take them. */
function ready<R>(reading: Promise<R>): Promise<R> {
	reading.catch(() => undefined);
	return reading;
}
