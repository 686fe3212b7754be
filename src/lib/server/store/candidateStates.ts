import type { CandidateState } from '#schema/queue.ts';
import {
	candidateOf,
	candidates,
	type CandidateDoc,
	type CandidateWithFacts
} from './candidates.ts';
import type { Store, Transaction } from './client.ts';

/**
 * Reads a candidate for a command that depends on its state, or changes it. It writes as well: of two such commands at the
 * same moment one meets the other's write and begins again, so that neither goes by a state that the other has changed.
 */
export async function takeTurn(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<CandidateWithFacts | null> {
	const doc = await candidates(store).findOneAndUpdate(
		{ _id: id },
		{ $inc: { turns: 1 } },
		{ session: transaction, returnDocument: 'after' }
	);
	return doc && candidateOf(doc);
}

/** Marks a candidate as voted on: no new ranking takes it out any more. */
export async function markVoted(store: Store, id: string, transaction: Transaction): Promise<void> {
	await candidates(store).updateOne(
		{ _id: id, voted: false },
		{ $set: { voted: true } },
		{ session: transaction }
	);
}

export async function putCandidateState(
	store: Store,
	id: string,
	state: CandidateState,
	transaction: Transaction
): Promise<void> {
	await candidates(store).updateOne({ _id: id }, { $set: { state } }, { session: transaction });
}

/** Notes for several candidates that their present round is revealed; those that were keep their time. */
export async function noteRevealed(
	store: Store,
	{ ids, at }: { ids: string[]; at: Date },
	transaction: Transaction
): Promise<void> {
	await candidates(store).updateMany(
		{ _id: { $in: ids }, 'state.revealedAt': null },
		{ $set: { 'state.revealedAt': at }, $inc: { turns: 1 } },
		{ session: transaction }
	);
}

export async function candidateStates(
	store: Store,
	ids: string[]
): Promise<Pick<CandidateWithFacts, 'id' | 'state'>[]> {
	const docs = await candidates(store)
		.find({ _id: { $in: ids } })
		.project<Pick<CandidateDoc, '_id' | 'state'>>({ state: 1 })
		.toArray();
	return docs.map(({ _id, state }) => ({ id: _id, state }));
}

/** Those whose votes were revealed since then, in all queues. */
export async function candidatesRevealedSince(store: Store, since: Date): Promise<string[]> {
	return candidates(store).distinct('_id', { 'state.revealedAt': { $gte: since } });
}

/** Candidates that a rule sent somewhere by votes that are not revealed to everybody. */
export async function routedBySealedVotes(
	store: Store,
	queueIds: string[]
): Promise<Pick<CandidateWithFacts, 'id' | 'queueId' | 'state'>[]> {
	const docs = await candidates(store)
		.find({
			queueId: { $in: queueIds },
			'state.kind': 'routed',
			'state.byId': null,
			'state.revealedAt': null
		})
		.project<Pick<CandidateDoc, '_id' | 'queueId' | 'state'>>({ queueId: 1, state: 1 })
		.toArray();
	return docs.map(({ _id, queueId, state }) => ({ id: _id, queueId, state }));
}

/** Those that are not in their first round, live: retired ones, and those of a later round. */
export async function candidatesMovedOn(
	store: Store,
	queueIds: string[]
): Promise<{ id: string; queueId: string; isRetired: boolean; round: number }[]> {
	const docs = await candidates(store)
		.find({
			queueId: { $in: queueIds },
			$or: [{ 'state.kind': 'retired' }, { 'state.round': { $gt: 1 } }]
		})
		.project<Pick<CandidateDoc, '_id' | 'queueId' | 'state'>>({ queueId: 1, state: 1 })
		.toArray();
	return docs.map(({ _id, queueId, state }) => ({
		id: _id,
		queueId,
		isRetired: state.kind === 'retired',
		round: state.round
	}));
}
