import type { Candidate, CandidateState } from '#schema/queue.ts';
import { collection, withId, type Store, type Stored, type Transaction } from './client.ts';

type CandidateDoc = Stored<Candidate>;

const candidates = (store: Store) => collection<CandidateDoc>(store, 'candidates');

/** Retired candidates, in any queue, of which it is known how likely a scattering event they were when they were retired. */
export async function retiredWithEseScore(store: Store): Promise<Candidate[]> {
	const docs = await candidates(store)
		.find({ 'state.kind': 'retired', 'state.eseThen': { $type: 'number' } })
		.toArray();
	return docs.map((doc) => withId<Candidate>(doc));
}

/**
 * Retired candidates of these objects, in any queue, that go by how conspicuous they were when they were retired: they had no ESE
 * probability.
 */
export async function retiredWithScore(store: Store, objectIds: string[]): Promise<Candidate[]> {
	const docs = await candidates(store)
		.find({
			objectId: { $in: objectIds },
			'state.kind': 'retired',
			'state.scoreThen': { $type: 'number', $ne: 0 },
			'state.eseThen': { $not: { $type: 'number' } }
		})
		.toArray();
	return docs.map((doc) => withId<Candidate>(doc));
}

/** Opens a candidate again with what moved; false when it is not retired as it was any more. */
export async function putReopened(
	store: Store,
	{
		candidate,
		state,
		moved
	}: { candidate: Candidate; state: CandidateState; moved: Partial<Candidate> },
	transaction: Transaction
): Promise<boolean> {
	const { matchedCount } = await candidates(store).updateOne(
		{ _id: candidate.id, 'state.kind': 'retired', 'state.at': candidate.state.at },
		{ $set: { ...moved, state } },
		{ session: transaction }
	);
	return matchedCount > 0;
}
