import type { Queue } from '#schema/queue.ts';
import { counted, type Counted } from '#schema/taxonomy.ts';
import type { Vote, VoteEvent } from '#schema/vote.ts';
import { collection, withId, type Store, type Stored, type Transaction } from './client.ts';

type StoredOpinion = Pick<
	Vote,
	| 'id'
	| 'candidateId'
	| 'userId'
	| 'userName'
	| 'round'
	| 'classKey'
	| 'confidence'
	| 'probability'
	| 'blind'
	| 'seconds'
	| 'note'
	| 'revealedAt'
	| 'createdAt'
	| 'updatedAt'
>;
/** A vote as statistics read it: of any round of its queue. */
export type Opinion = Counted<StoredOpinion>;

/** Every live vote of a queue, in the order of casting. */
export async function opinionsInQueue(
	store: Store,
	{ id: queueId, taxonomy }: Pick<Queue, 'id' | 'taxonomy'>,
	transaction?: Transaction
): Promise<Opinion[]> {
	const docs = await collection<Stored<Vote>>(store, 'votes')
		.find({ queueId }, { session: transaction })
		.project<Stored<StoredOpinion>>({ objectId: 0, queueId: 0, taxonomyVersion: 0 })
		.sort({ updatedAt: 1, _id: 1 })
		.toArray();
	return counted(
		taxonomy,
		docs.map((doc) => withId<StoredOpinion>(doc))
	);
}

/**
 * The last answer that each person gave blind, of candidates on which their standing vote is not blind: they changed it once
 * they had seen the others'. Keys as `ballotKey` makes them.
 */
export async function lastBlindAnswers(
	store: Store,
	candidateIds: readonly string[]
): Promise<Map<string, Pick<VoteEvent, 'classKey' | 'confidence' | 'at'>>> {
	const events = await collection<VoteEvent>(store, 'voteEvents')
		.find({
			candidateId: { $in: [...candidateIds] },
			kind: { $in: ['cast', 'changed'] },
			blind: true
		})
		.sort({ at: 1, _id: 1 })
		.toArray();
	return new Map(
		events.map((event) => {
			const { classKey, confidence, at } = event;
			return [ballotKey(event), { classKey, confidence, at }];
		})
	);
}

/** Everything said on these candidates, oldest first; skips are no answers. */
export async function answersOn(
	store: Store,
	candidateIds: readonly string[]
): Promise<VoteEvent[]> {
	return collection<VoteEvent>(store, 'voteEvents')
		.find({ candidateId: { $in: [...candidateIds] }, kind: { $ne: 'skipped' } })
		.sort({ at: 1, _id: 1 })
		.toArray();
}

export function ballotKey({
	candidateId,
	userId,
	round
}: Pick<VoteEvent, 'candidateId' | 'userId' | 'round'>): string {
	return `${candidateId}/${userId}/${round}`;
}
