import type { Candidate, CandidateState } from '#schema/queue.ts';
import { collection, withId, type Store, type Stored, type Transaction } from './client.ts';

type CandidateDoc = Stored<Candidate>;

const candidates = (store: Store) => collection<CandidateDoc>(store, 'candidates');

/** Retired candidates of these objects, in any queue, of which it is known how they scored when they were retired. */
export async function retiredWithScore(store: Store, objectIds: string[]): Promise<Candidate[]> {
	const docs = await candidates(store)
		.find({
			objectId: { $in: objectIds },
			'state.kind': 'retired',
			'state.scoreThen': { $type: 'number', $ne: 0 }
		})
		.toArray();
	return docs.map((doc) => withId<Candidate>(doc));
}

/** Opens a candidate again with its new score; false when it is not retired as it was any more. */
export async function putReopened(
	store: Store,
	{ candidate, state, score }: { candidate: Candidate; state: CandidateState; score: number },
	transaction: Transaction
): Promise<boolean> {
	const { matchedCount } = await candidates(store).updateOne(
		{ _id: candidate.id, 'state.kind': 'retired', 'state.at': candidate.state.at },
		{ $set: { state, score } },
		{ session: transaction }
	);
	return matchedCount > 0;
}
