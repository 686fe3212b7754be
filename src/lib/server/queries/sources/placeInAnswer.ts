import type { PlaceInAnswer } from '#schema/sourcePage.ts';
import type { SourceQuery } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import { answer, type Answer } from './answer.ts';
import { rankOf, rowAt, sortedAnswer, type SortedBy } from './sorted.ts';

/** Where a source stands among those that answer a question. */
export async function placeInAnswer(
	user: User | null,
	query: SourceQuery,
	order: SortedBy,
	sourceId: number
): Promise<PlaceInAnswer> {
	const answered = await answer(user, query);
	const { count } = answered;
	const found = await rankOf(answered, order, sourceId);
	if (!found) return { previousId: null, nextId: null, position: 0, count };
	const { rank, isAmong } = found;
	const sorted = await sortedAnswer(answered, order);
	const idAt = (index: number) => idOf(answered, sorted.at(index));
	return {
		previousId: rank > 0 ? await idAt(rank - 1) : null,
		nextId: await idAt(isAmong ? rank + 1 : rank),
		position: isAmong ? rank + 1 : 0,
		count
	};
}

async function idOf(answered: Answer, place: number | undefined): Promise<number | null> {
	if (place === undefined) return null;
	const { part, row } = rowAt(answered, place);
	return (await part.columns.read('sourceId'))[row];
}
