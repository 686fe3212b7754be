import { Failure } from '#schema/failure.ts';
import { readSourceOrder } from '#schema/sourceOrder.ts';
import type { PlaceAsked } from '#schema/sourcePage.ts';
import { isAsked, readSourceQuery } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { placeInAnswer } from './sources/placeInAnswer.ts';

/**
 * Where a source stands in the answer to the question that its page's address carries: no question is kept anywhere else, so
 * that two tabs follow each its own. A question that means nothing says why, and takes nothing from the page.
 */
export async function placeAsked(
	reader: User,
	sourceId: number,
	address: URLSearchParams
): Promise<PlaceAsked> {
	if (!isAsked(address)) return null;
	const { query, problems } = readSourceQuery(address);
	const order = readSourceOrder(address, (field, reason) => problems.push({ field, reason }));
	const [problem] = problems;
	if (problem) return { problem: problem.reason };
	try {
		return await placeInAnswer(reader, query, order, sourceId);
	} catch (error) {
		if (error instanceof Failure && error.code === 'Invalid') return { problem: error.message };
		throw error;
	}
}
